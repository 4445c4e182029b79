package org.wsbin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Its configuration, without a container engine. */
class WsbinContainerTest {
  private final WsbinContainer container = new WsbinContainer("wsbin:standalone");

  @Test
  void itsPortIsTheImages() throws Exception {
    assertThat(container.getExposedPorts()).containsExactly(WsbinContainer.PORT);
    assertThat(Files.readString(Path.of("docker/standalone.Dockerfile")))
        .contains("\nEXPOSE " + WsbinContainer.PORT + "\n");
  }

  @Test
  void settingsFollowTheCommand() {
    container.withSettings("--max-message=64k").withSettings("--context-path=/a", "--tls");
    container.configure();
    assertThat(container.getCommandParts())
        .containsExactly("--max-message=64k", "--context-path=/a", "--tls");
    assertThat(container.getEnvMap()).containsEntry("WSBIN_CONTEXT_PATH", "/a");
  }

  @Test
  void withoutSettingsTheCommandIsTheImages() {
    container.configure();
    assertThat(container.getCommandParts()).isEmpty();
  }

  @Test
  void itWaitsUntilReady() {
    assertThat(container.ready())
        .extracting("path", "tlsEnabled", "livenessPort")
        .containsExactly("/health/ready", false, java.util.Optional.of(8000));
  }

  @Test
  void itWaitsBehindAContextPathAndTls() {
    container.withSettings("--context-path=/a", "--tls");
    assertThat(container.ready())
        .extracting("path", "tlsEnabled", "allowInsecure")
        .containsExactly("/a/health/ready", true, true);
  }

  @ParameterizedTest
  @CsvSource({
    "--max-message=64k, ws://docker:7/wire/echo",
    "--tls, wss://docker:7/wire/echo",
    "--context-path=/a, ws://docker:7/a/wire/echo",
    "--context-path=/, ws://docker:7/wire/echo"
  })
  void addresses(String setting, String uri) {
    container.withSettings(setting);
    assertThat(container.server("docker", 7).uri("/wire/echo")).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-message=64k | The setting is \"max-message=64k\"; it begins with --, like"
            + " --max-message=64k.",
        "--port=80 | The setting --port=80 is the container's: leave it out, and ask uri() for the"
            + " address.",
        "--admin-port | The setting --admin-port is the container's: leave it out, and ask uri() for"
            + " the address.",
        "--context-path | The setting --context-path needs another form here: write"
            + " --context-path=/PATH, or --tls alone."
      })
  void wrongSettings(String setting, String sentence) {
    assertThatThrownBy(() -> container.withSettings(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void addressesNeedARunningContainer() {
    assertThatThrownBy(() -> container.uri("/wire/echo"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The container does not run; start it first.");
  }
}
