package org.wsbin.junit;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Starts the servers of {@link Wsbin}, and resolves parameters. If a test fails, what the server
 * saw is added to the failure as a suppressed one.
 *
 * <p>JUnit's stores own the servers: it closes a shared one after the last test of the JVM.
 */
public final class WsbinExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {
  /** In the root store, by the settings of a shared server. */
  private record SharedKey(List<String> settings) {}

  /** In the store of the class or method that has a server of its own. */
  private record OwnKey(AnnotatedElement owner) {}

  /** In the store of a test. */
  private record TranscriptKey(String testId) {}

  /** What JUnit closes; before 5.13 it closes only its own interface. */
  @SuppressWarnings("deprecation")
  private record Closing<T>(T value, Closeable resource)
      implements Store.CloseableResource, AutoCloseable {
    @Override
    public void close() throws IOException {
      resource.close();
    }
  }

  private record Annotated(ExtensionContext context, AnnotatedElement element, Wsbin annotation) {}

  /** For JUnit. */
  public WsbinExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    server(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    server(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == WsbinServer.class || type == WsbinTranscript.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == WsbinServer.class) {
      return server(context);
    }
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "A WsbinTranscript belongs to one test: take it as a parameter of the test, of @BeforeEach"
              + " or @AfterEach, or ask a WsbinServer for transcript().");
    }
    return context
        .getStore(namespace())
        .getOrComputeIfAbsent(
            new TranscriptKey(context.getUniqueId()),
            key -> server(context).transcript(),
            WsbinTranscript.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    WsbinTranscript transcript =
        context
            .getStore(namespace())
            .get(new TranscriptKey(context.getUniqueId()), WsbinTranscript.class);
    if (transcript != null && !(failure instanceof TestAbortedException)) {
      TranscriptEvidence.add(failure, transcript);
    }
    throw failure;
  }

  private static Namespace namespace() {
    return Namespace.create(WsbinExtension.class);
  }

  private static WsbinServer server(ExtensionContext context) {
    Annotated nearest =
        nearest(context)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "There is no @Wsbin on "
                            + context.getDisplayName()
                            + "; put it on the class or the method."));
    List<String> settings = List.of(nearest.annotation().value());
    IsolatedServers servers = servers(context);
    return nearest.annotation().shared()
        ? server(context.getRoot(), new SharedKey(settings), servers, settings)
        : server(nearest.context(), new OwnKey(nearest.element()), servers, settings);
  }

  private static WsbinServer server(
      ExtensionContext owner, Object key, IsolatedServers servers, List<String> settings) {
    Closing<?> running =
        owner
            .getStore(namespace())
            .getOrComputeIfAbsent(
                key,
                k -> {
                  IsolatedServers.Running started = servers.start(settings);
                  return new Closing<>(started.server(), started.stop());
                },
                Closing.class);
    return (WsbinServer) running.value();
  }

  /** In the root store before any server, because JUnit closes the newest first. */
  private static IsolatedServers servers(ExtensionContext context) {
    Closing<?> unpacked =
        context
            .getRoot()
            .getStore(namespace())
            .getOrComputeIfAbsent(
                IsolatedServers.class,
                key -> {
                  IsolatedServers servers = IsolatedServers.unpack();
                  return new Closing<>(servers, servers);
                },
                Closing.class);
    return (IsolatedServers) unpacked.value();
  }

  /** The annotation of the method, its class, a class around it, and so on. */
  private static Optional<Annotated> nearest(ExtensionContext context) {
    Optional<ExtensionContext> here = Optional.of(context);
    while (here.isPresent()) {
      ExtensionContext candidate = here.get();
      Optional<Annotated> found =
          candidate
              .getElement()
              .flatMap(
                  element ->
                      AnnotationSupport.findAnnotation(element, Wsbin.class)
                          .map(annotation -> new Annotated(candidate, element, annotation)));
      if (found.isPresent()) {
        return found;
      }
      here = candidate.getParent();
    }
    return Optional.empty();
  }
}
