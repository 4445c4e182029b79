package org.wsbin.junit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.HttpWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * wsbin in a container of its own, for Testcontainers: the image of {@code
 * docker/standalone.Dockerfile}, and any image based on it.
 *
 * <pre>{@code
 * @Container
 * static final WsbinContainer WSBIN =
 *     new WsbinContainer("wsbin:standalone").withSettings("--max-message=64k");
 * }</pre>
 *
 * <p>It has started when {@code /health/ready} answers. If a setting is wrong, the container ends,
 * and its log, which Testcontainers shows, has the sentence.
 */
public class WsbinContainer extends GenericContainer<WsbinContainer> {
  /** Where the server listens in the container. */
  public static final int PORT = 8000;

  private static final String CONTEXT_PATH = "--context-path=";

  /** Settings that would make the server unreachable, or this class's addresses wrong. */
  private static final Pattern FIXED = Pattern.compile("--(port|host|admin-port|admin-host)(=.*)?");

  private final List<String> settings = new ArrayList<>();

  /**
   * Prepares a container.
   *
   * @param image its name, such as {@code wsbin:standalone}
   */
  public WsbinContainer(String image) {
    this(DockerImageName.parse(image));
  }

  /** Prepares a container from this image. */
  public WsbinContainer(DockerImageName image) {
    super(image);
    addExposedPort(PORT);
  }

  /**
   * Adds settings, each as after {@code java -jar wsbin.war}: {@code "--max-message=64k"}.
   *
   * @throws IllegalArgumentException if one is not an option, or is about the address in the
   *     container
   */
  public WsbinContainer withSettings(String... options) {
    for (String option : options) {
      if (!option.startsWith("--")) {
        throw new IllegalArgumentException(
            "The setting is \"" + option + "\"; it begins with --, like --max-message=64k.");
      }
      if (FIXED.matcher(option).matches()) {
        throw new IllegalArgumentException(
            "The setting "
                + option
                + " is the container's: leave it out, and ask uri() for the address.");
      }
      if (option.startsWith("--tls-") || option.equals("--context-path")) {
        throw new IllegalArgumentException(
            "The setting "
                + option
                + " needs another form here: write --context-path=/PATH, or --tls alone.");
      }
      settings.add(option);
    }
    return this;
  }

  @Override
  protected void configure() {
    setCommand(settings.toArray(String[]::new));
    withEnv("WSBIN_CONTEXT_PATH", contextPath()); // for the image's health check
    waitingFor(ready());
  }

  /** When it has started. */
  HttpWaitStrategy ready() {
    HttpWaitStrategy ready = Wait.forHttp(contextPath() + "/health/ready").forPort(PORT);
    return secure() ? ready.usingTls().allowInsecure() : ready;
  }

  private boolean secure() {
    return settings.contains("--tls");
  }

  private String contextPath() {
    return settings.stream()
        .filter(setting -> setting.startsWith(CONTEXT_PATH))
        .map(setting -> setting.substring(CONTEXT_PATH.length()))
        .map(path -> path.equals("/") ? "" : path)
        .reduce("", (first, last) -> last);
  }

  /**
   * The server in the container, which must run.
   *
   * @throws IllegalStateException if it does not
   */
  public WsbinServer server() {
    if (!isRunning()) {
      throw new IllegalStateException("The container does not run; start it first.");
    }
    return server(getHost(), getMappedPort(PORT));
  }

  /** The server behind this address. */
  WsbinServer server(String host, int port) {
    String scheme = secure() ? "https" : "http";
    return new WsbinServer(URI.create(scheme + "://" + host + ":" + port + contextPath() + "/"));
  }

  /** The address of a WebSocket, as {@link WsbinServer#uri}. */
  public URI uri(String path) {
    return server().uri(path);
  }

  /** A new transcript, whose name nobody can guess. */
  public WsbinTranscript transcript() {
    return server().transcript();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
