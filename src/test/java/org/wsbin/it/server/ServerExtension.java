package org.wsbin.it.server;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Hands a {@link RunningServer} with default settings to constructors and methods of tests.
 *
 * <p>There is one per JVM, shared by all classes, of the kind that the system property {@code
 * wsbin.server} names. It starts when it is first wanted and is closed, with a line that says what
 * ran on it, after the last test. Tests must leave it as they found it: whoever stops a server, or
 * wants other settings, takes {@link Servers#startLike}.
 */
public final class ServerExtension
    implements ParameterResolver,
        TestWatcher,
        AfterAllCallback,
        LifecycleMethodExecutionExceptionHandler {

  private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).server();
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    shared(context).tally().passed();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    shared(context).tally().failed();
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    shared(context).tally().aborted();
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    shared(context).tally().disabled();
  }

  /** Such a failure takes the class's tests with it, and none of them would be counted. */
  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    shared(context).tally().beforeAll(failure);
    throw failure;
  }

  /** Whatever the tests have noticed: wsbin must not have logged a failure of its own. */
  @Override
  public void afterAll(ExtensionContext context) {
    List<String> failures = ServerLogs.newFailures();
    if (!failures.isEmpty()) {
      shared(context).tally().failed();
      throw new AssertionError(
          "wsbin has logged failures of its own (%d):\n%s"
              .formatted(failures.size(), failures.get(0)));
    }
  }

  private static SharedServer shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("server", key -> new SharedServer(), SharedServer.class);
  }
}
