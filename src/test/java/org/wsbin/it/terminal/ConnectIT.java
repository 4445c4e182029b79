package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.Run;
import org.wsbin.terminal.Terminals;

/** Within this process, with streams of its own. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ConnectIT {
  private final RunningServer server;

  ConnectIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void eachLineIsAMessage() {
    Run run = piped("one\ntwo\r\n\nänd\nlast", "ws/echo", "-w", "1");
    assertThat(run.err()).isEmpty();
    assertThat(run.text()).isEqualTo("one\ntwo\n\nänd\nlast\n");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"65535", "65536", "65537", "131071", "131072", "1000000"})
  void aLongLineLeavesInFragmentsAndIsOneMessage(int length) {
    Run run = piped("x".repeat(length) + "\r\nsecond\n", "ws/echo", "-w", "1", "--json");
    assertThat(run.text()).contains("\"size\":" + length + ",").contains("\"text\":\"second\"");
  }

  @Test
  void withBinaryTheWholeInputIsOneMessage() {
    Run run = piped("x\n".repeat(100_000), "wire/echo", "-w", "1", "-b");
    assertThat(run.out().toByteArray()).isEqualTo("x\n".repeat(100_000).getBytes(UTF_8));
    Run sink = piped("x\n".repeat(100_000), "ws/sink", "-1", "-b");
    assertThat(sink.text()).contains("200000");
  }

  @Test
  void anInvalidUtf8LineIsReportedWithItsNumber() {
    byte[] lines = {'a', '\n', (byte) 0xff, '\n'};
    Run run = run(new ByteArrayInputStream(lines), "ws/echo");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("Line 2 of the input cannot be sent as text; -b sends bytes.");
  }

  @Test
  void oneMessageIsEnough() {
    assertThat(piped("", "ws/?interval=10ms", "-1").text().lines()).hasSize(1);
    Run none = piped("", "ws/echo", "-1", "-w", "0.2");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).isEqualTo("No message arrived within --wait.\n");
  }

  @Test
  void anEndWithoutACloseFrameSaysWhenAndHow() {
    Run run = piped("", "wire/message/hello/delay/300ms/drop");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.text() + run.err())
        .containsPattern(
            "Open for 0\\.[3-9] s; the last byte was sent .*, and received 0\\.\\d s before\\."
                + " The peer ended TCP \\(FIN\\)\\.");
    Run json = piped("", "wire/message/hello/close/4000", "--json");
    assertThat(json.text()).contains("\"openSeconds\":", "\"sinceReceivedSeconds\":");
  }

  @Test
  void whatIsExecutedIsDoneInOrder() {
    Run run =
        piped(
            "not read",
            "wire/echo",
            "-x",
            "hello",
            "-x",
            "//ping",
            "-x",
            "/fragment a | b",
            "-w",
            "1");
    assertThat(run.text()).isEqualTo("hello\n/ping\nab\n");
  }

  @Test
  void aPingIsReportedWithItsRoundTrip() {
    assertThat(piped("", "wire/echo", "-x", "/ping you", "-w", "0.5").err())
        .matches("< pong \"you\" after \\d+\\.\\d ms\n");
  }

  @Test
  void aFileIsOneBinaryMessage(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("file"), new byte[200_000]);
    Path output = directory.resolve("output");
    Run run = piped("", "wire/echo", "-1", "-x", "/file " + file, "--output", output.toString());
    assertThat(run.out().size()).isZero();
    assertThat(output).hasSameBinaryContentAs(file);
    assertThat(run.err()).contains("sent file, 195.3 KiB", "received 195.3 KiB");
  }

  @Test
  void closingUsesTheGivenCode() {
    Run run = piped("", "ws/echo", "-x", "/close 4000 enough", "--json");
    assertThat(run.exit()).isZero();
    assertThat(run.text()).contains("\"event\":\"close\"", "\"code\":4000", "\"by\":\"us\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ws/message/hi/close/1000        | 0 |
          ws/close/4001?reason=enough     | 3 | Closed: 4001 "enough", by the peer.
          wire/message/hello/drop         | 3 | The connection ended without a close frame (1006).
          wire/fault/masked               | 1 | The peer violated the protocol. The server's frame is masked: only a client masks.
          wire/fault/accept-wrong         | 1 | The response is not a valid WebSocket handshake response.
          wire/fault/utf8-invalid         | 1 | The peer sent a text that is not UTF-8.
          nope                            | 1 | The server has nothing at
          ws/status/401                   | 1 | The server requires other credentials (401 Unauthorized). Use -v to see the response.
          ws/status/503                   | 1 | The server cannot handle the request now (503).
          """)
  void theExitCodeAndASentenceSayHowItEnded(String path, int exit, String sentence) {
    Run run = piped("", path, "-w", "-1");
    assertThat(run.exit()).isEqualTo(exit);
    assertThat(run.err()).startsWith(sentence == null ? "" : sentence).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(line -> !line.matches("(?:< |Open for ).*")))
        .hasSize(sentence == null ? 0 : 1);
  }

  @Test
  void connectingHasATimeout() {
    Run run = piped("", "wire/handshake-delay/60/echo", "--connect-timeout", "300ms");
    assertThat(run.err()).isEqualTo("Connecting took too long (--connect-timeout).\n");
  }

  @Test
  void theHandshakeFollowsTheOptionsAndVerboseShowsIt() {
    Run run =
        piped(
            "",
            "ws/reflect",
            "-1",
            "-v",
            "-s",
            "unknown,chat",
            "-H",
            "X-Colour: green",
            "-o",
            "http://localhost",
            "--no-deflate");
    assertThat(run.text()).contains("X-Colour", "green", "http://localhost", "chat");
    assertThat(run.err())
        .contains("> X-Colour: green\n", "> Origin: http://localhost\n", "< HTTP/1.1 101\n")
        .contains("Connected: 101, subprotocol chat.\n")
        .doesNotContain("permessage-deflate");
  }

  @Test
  void aRefusalIsExplainedByWhatTheServerSays() {
    Run run = piped("", "nope");
    assertThat(run.err().lines().toList().get(1)).startsWith("< ").contains("/nope");
    assertThat(piped("", "ws/status/503?body=later", "--json").text())
        .contains("\"httpStatus\":503", "\"body\":\"later");
  }

  @Test
  void verboseShowsTheBodyOfARefusal() {
    Run run = piped("", "ws/status/503?body=later", "-v");
    assertThat(run.err()).contains("< HTTP/1.1 503\n", "< later\n", "status SERVER_ERROR: ");
  }

  @Test
  void credentialsAreSentIfTheServerAsks() {
    assertThat(
            piped("", "ws/basic-auth/ada/secret/message/in", "-1", "--auth", "ada:secret").text())
        .isEqualTo("in\n");
    assertThat(piped("", "wire/bearer/abc/message/in", "-1", "--bearer", "abc").text())
        .isEqualTo("in\n");
  }

  @Test
  void jsonIsOneObjectALine() {
    Run run = piped("hi\n", "wire/binary/3/ping/1/10/echo", "-w", "1", "--json", "-s", "chat");
    assertThat(run.err()).isEmpty();
    List<String> lines = run.text().lines().toList();
    assertThat(lines).allMatch(line -> line.matches("\\{\"event\":\"[a-z]+\",\"time\":\".*\\}"));
    assertThat(lines.get(0)).contains("\"status\":101,\"subprotocol\":\"chat\"");
    assertThat(run.text())
        .contains("\"event\":\"ping\"", "\"kind\":\"binary\",\"size\":3,\"base64\"");
    assertThat(lines.get(lines.size() - 1)).contains("\"event\":\"close\"", "\"code\":1000");
    assertThat(piped("", "nope", "--json").text())
        .contains("\"event\":\"error\"", "\"status\":\"NOT_FOUND\"", "\"httpStatus\":404");
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    Run run = piped("", "wire/no-deflate/binary/1001", "-w", "-1", "--max-message", "1000");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("A message is too big (--max-message).");
  }

  @Test
  void aTerminalGetsBinaryAsHexAndLongTextsCut() {
    Terminals terminals = new Terminals(false, true, false);
    InputStream none = InputStream.nullInputStream();
    Run hex = Run.of(server.ws("wire/binary/200").toString(), given("-w", "-1"), none, terminals);
    assertThat(hex.text()).startsWith("binary, 200 bytes\n").endsWith("… (the first 128 bytes)\n");
    InputStream lines = new ByteArrayInputStream("x".repeat(100_000).getBytes(UTF_8));
    Run text = Run.of(server.ws("ws/echo").toString(), given("-1"), lines, terminals);
    assertThat(text.text()).endsWith("x… (the first 64 KiB of 97.7 KiB)\n");
  }

  @Test
  void typedLinesAreSentAndReceivedMessagesPrinted() throws Exception {
    String lines =
        "hello\n//slash\n/fragment a | b\n/flie x\n/help\n/close 4000 enough\nnot sent\n";
    Run run =
        Run.typed(server.ws("ws/echo").toString(), new ByteArrayInputStream(lines.getBytes(UTF_8)));
    assertThat(run.exit()).isZero();
    assertThat(run.text().replace("\r", ""))
        .contains("Connected: 101", "Unknown command \"/flie\"", "/fragment A | B | C")
        .contains("Closed: 4000")
        .doesNotContain("not sent");
  }

  @Test
  void thePeersCloseEndsTheLineThatIsBeingTyped() throws Exception {
    try (PipedOutputStream nothing = new PipedOutputStream();
        PipedInputStream typed = new PipedInputStream(nothing)) {
      nothing.write("half a li".getBytes(UTF_8));
      Run run = Run.typed(server.ws("ws/message/hi/close/4001?reason=enough").toString(), typed);
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.text()).contains("< hi", "Closed: 4001 \"enough\", by the peer.");
    }
  }

  @Test
  void theServersViewFollowsTheEnd() {
    Run run = piped("", "wire/no-deflate/echo?token=x", "--server-view", "-1", "-x", "hello");
    assertThat(run.text()).isEqualTo("hello\n");
    assertThat(run.err())
        .startsWith("What the server saw, http://")
        .contains("  GET /wire/no-deflate/echo?token=*** HTTP/1.1\n")
        .containsPattern(" < #1 text, 5 bytes key [0-9a-f]{8} \"hello\"\n")
        .contains(" > #2 text, 5 bytes \"hello\"\n", "closed by the client, cleanly\n")
        .containsPattern("passed  masked: .*\\(RFC 6455 section 5.3\\)\n")
        .containsPattern("Passed: [0-9]+ passed, 0 failed, [0-9]+ skipped.\n")
        .doesNotContain("skipped fault-duty");
    assertThat(run.exit()).isZero();
  }

  @Test
  void aRefusedHandshakeHasAServersViewToo() {
    Run run = piped("", "ws/status/503", "--server-view", "--json");
    assertThat(run.text())
        .containsPattern("\\{\"event\":\"server-view\",.*\"log\":\\[\"Refused .*\"passed\":true,");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void withoutTranscriptsTheServersViewIsASentence() {
    try (RunningServer without = Servers.startLike(server, Map.of("transcripts", "0"))) {
      Run run = Run.of(without.ws("wire/echo").toString(), given("--server-view", "-w", "0"));
      assertThat(run.err())
          .endsWith(
              "No server's view: Transcripts are turned off on this server (--transcripts).\n");
      assertThat(run.exit()).isZero();
    }
  }

  private Run piped(String input, String path, String... options) {
    return run(new ByteArrayInputStream(input.getBytes(UTF_8)), path, options);
  }

  private Run run(InputStream in, String path, String... options) {
    return Run.of(
        server.ws(path).toString(), given(options), in, new Terminals(false, false, false));
  }

  private static Map<Flag, List<String>> given(String... options) {
    Map<Flag, List<String>> given = new EnumMap<>(Flag.class);
    for (int i = 0; i < options.length; i++) {
      String name = options[i];
      Flag flag =
          Arrays.stream(Flag.values())
              .filter(f -> f.names().contains(name))
              .findFirst()
              .orElseThrow();
      if (flag.placeholder().isEmpty()) {
        given.put(flag, List.of());
      } else {
        i++;
        given.merge(flag, List.of(options[i]), ConnectIT::joined);
      }
    }
    return given;
  }

  private static List<String> joined(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
