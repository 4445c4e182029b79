package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import com.microsoft.playwright.Locator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.Build;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** The programs that the console writes run as they stand. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleSnippetsIT {
  /** Behaviours, each with what a program says that meets it. */
  private enum Meeting {
    ECHO("echo", "", "hello 1000"),
    MESSAGES("message/{text}", "close/4001?reason=enough", "hello 4001 enough"),
    SUBPROTOCOL("subprotocol/{name}", "message/hello", "hello"),
    SEVERAL("after/{n}", "message/enough", "enough 1000");

    private final String pattern;
    private final String behind;
    private final String said;

    Meeting(String pattern, String behind, String said) {
      this.pattern = pattern;
      this.behind = behind;
      this.said = said;
    }

    String[] said() {
      return said.split(" ");
    }
  }

  private static final String RUN_IN_BROWSER =
      """
      (() => new Promise((tell) => {
        const said = [];
        const console = { log: (...all) => said.push(all.join(" ")) };
        %s
        socket.addEventListener("close", () => setTimeout(() => tell(said.join("\\n")), 0));
      }))()
      """;

  private final RunningServer server;
  private final Chromium chromium;
  @TempDir private Path directory;

  ConsoleSnippetsIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  @ParameterizedTest
  @EnumSource
  void inTheBrowser(Meeting meeting) {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      String program = program(tab.connected(), meeting, "browser");
      assertThat((String) tab.page().evaluate(RUN_IN_BROWSER.formatted(program)))
          .contains(meeting.said());
    }
  }

  @ParameterizedTest
  @EnumSource
  void withNode(Meeting meeting) throws Exception {
    assumeTrue(ForeignServer.works("node", "--version"), "Node is not here.");
    ForeignServer.unpackWs(directory);
    assertThat(run(written(meeting, "node", "probe.cjs"), "node")).contains(meeting.said());
  }

  @ParameterizedTest
  @EnumSource
  void withPython(Meeting meeting) throws Exception {
    assumeTrue(
        ForeignServer.works("/usr/bin/python3", "-c", "import websockets"),
        "Python or its package websockets is not here.");
    assertThat(run(written(meeting, "python", "probe.py"), "/usr/bin/python3"))
        .contains(meeting.said());
  }

  @ParameterizedTest
  @EnumSource
  void withCurl(Meeting meeting) throws Exception {
    assumeTrue(ForeignServer.works("curl", "--version"), "curl is not here.");
    // it ends after ten seconds, or with the connection: two are enough to see the handshake
    Path script = written(meeting, "curl", "probe.sh");
    Files.writeString(script, Files.readString(script).replace("-m 10", "-m 2"));
    assertThat(run(script, "sh")).contains("HTTP/1.1 101", "Sec-WebSocket-Accept");
  }

  /** As it comes from npm; it shows closes to terminals only. */
  @ParameterizedTest
  @EnumSource
  void withWscat(Meeting meeting) throws Exception {
    assumeTrue(
        ForeignServer.works("npx", "--yes", "--fetch-retries=0", "wscat", "--version"),
        "wscat cannot be had from npm.");
    Path script = written(meeting, "wscat", "probe.sh");
    Files.writeString(script, Files.readString(script).replace("npx wscat", "npx --yes wscat"));
    assertThat(run(script, "sh")).contains(meeting.said()[0]).doesNotContain("error");
  }

  @ParameterizedTest
  @EnumSource(names = {"ECHO", "SUBPROTOCOL"})
  void withTyrus(Meeting meeting) throws Exception {
    assertThat(run(written(meeting, "tyrus", "Probe.java"), java(), "--class-path", tyrus()))
        .contains(meeting.said());
  }

  @ParameterizedTest
  @EnumSource(names = {"ECHO", "SUBPROTOCOL"})
  void withTheClientOfWsbin(Meeting meeting) throws Exception {
    assertThat(run(written(meeting, "wsbin", "Probe.java"), java(), "--class-path", wsbin()))
        .contains(meeting.said());
  }

  @Test
  void behindTlsOfThisMachine() throws Exception {
    try (RunningServer secure = Servers.startLike(server, Map.of("tls", "true"))) {
      Path tyrus = written(secure, Meeting.ECHO, "tyrus", "Probe.java");
      assertThat(run(tyrus, java(), "--class-path", tyrus())).contains(Meeting.ECHO.said());
      Path wsbin = written(secure, Meeting.ECHO, "wsbin", "Probe.java");
      assertThat(run(wsbin, java(), "--class-path", wsbin())).contains(Meeting.ECHO.said());
    }
  }

  @Test
  void aClientThatOnlyClosesDoesSo() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      Locator item = tab.connected().find(".step[data-pattern=deflate]");
      item.locator(".step-head").click();
      String program = item.locator(".code").textContent();
      assertThat((String) tab.page().evaluate(RUN_IN_BROWSER.formatted(program)))
          .startsWith("1000");
    }
  }

  private static String tyrus() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath())
        .filter(entry -> entry.contains("tyrus-standalone-client"))
        .findFirst()
        .orElseThrow();
  }

  private static String wsbin() {
    return Path.of("target", "wsbin-client.jar").toAbsolutePath().toString();
  }

  private static String classPath() {
    return Build.testClassPath();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Path written(Meeting meeting, String language, String name) throws IOException {
    return written(server, meeting, language, name);
  }

  private Path written(RunningServer from, Meeting meeting, String language, String name)
      throws IOException {
    try (ConsoleTab tab = ConsoleTab.open(chromium, from.base(), "ws/echo")) {
      return Files.writeString(
          directory.resolve(name), program(tab.connected(), meeting, language) + "\n");
    }
  }

  private static String program(ConsoleTab tab, Meeting meeting, String language) {
    Locator item = tab.find(".step[data-pattern=\"%s\"]".formatted(meeting.pattern));
    item.locator(".step-head").click();
    if (!meeting.behind.isEmpty()) {
      item.getByLabel("Steps after").fill(meeting.behind);
    }
    item.locator("[data-key=%s]".formatted(language)).click();
    return item.locator(".code").textContent();
  }

  private String run(Path program, String... command) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.command().add(program.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new String(Files.readAllBytes(output), UTF_8);
  }
}
