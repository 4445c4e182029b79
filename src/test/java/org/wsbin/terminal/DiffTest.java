package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.diff.SideException;
import org.wsbin.settings.InvalidSettingException;

class DiffTest {
  private static final String SIDE =
      "{\"version\":1,\"connections\":[{\"id\":\"a\",\"engine\":\"ENGINE\",\"request\":{\"line\":\"GET"
          + " / HTTP/1.1\",\"headers\":[[\"X\",\"VALUE\"]]},\"headers\":[],\"frames\":[],"
          + "\"omittedFrames\":0,\"faults\":[],\"close\":{\"received\":null,\"sent\":null,"
          + "\"by\":null,\"clean\":true},\"end\":{\"tcp\":\"fin\"},\"notShown\":[]}]}";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Writer err = new StringWriter();

  private int diff(Map<Flag, List<String>> given, String... places) {
    return Diff.run(
        List.of(places),
        Optional.empty(),
        given,
        new ProcessEnvironment(
            InputStream.nullInputStream(),
            out,
            new PrintWriter(err, true),
            new Terminals(false, false, false),
            Map.of(),
            end -> {}));
  }

  private String side(String engine, String value) throws IOException {
    Path file = directory.resolve(engine + ".json");
    return Files.writeString(file, SIDE.replace("ENGINE", engine).replace("VALUE", value))
        .toString();
  }

  @Test
  void theSameIs0AndDifferentIs1() throws IOException {
    assertThat(diff(Map.of(), side("client", "a"), side("wire", "a"))).isZero();
    assertThat(out.toString(UTF_8)).contains("Both sides saw the same.");
    assertThat(diff(Map.of(), side("client", "a"), side("wire", "b"))).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("≠ X ", " 1. The request header X was changed.");
  }

  @Test
  void hostileValuesAreShownSafelyIn100Columns() throws IOException {
    String hostile = "\\u001b[31m\\n" + "x".repeat(500);
    diff(Map.of(), side("client", "a"), side("wire", hostile));
    assertThat(out.toString(UTF_8)).doesNotContain("\u001b").contains("\\u001b[31m\\nxxx");
    assertThat(out.toString(UTF_8).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonIsOneObject() throws IOException {
    diff(Map.of(Flag.JSON, List.of()), side("client", "a"), side("wire", "b"));
    assertThat(out.toString(UTF_8).strip().lines())
        .singleElement()
        .asString()
        .startsWith("{\"same\":false,\"differences\":[{\"kind\":\"header-changed\",");
  }

  @Test
  void wrongArgumentsAndFilesGetASentence() throws IOException {
    String client = side("client", "a");
    String server = side("wire", "a");
    assertThatThrownBy(() -> diff(Map.of(), client))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("diff needs CLIENT.json and SERVER.json");
    assertThatThrownBy(() -> diff(Map.of(), server, client))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("it has the engine \"wire\"");
    assertThatThrownBy(() -> diff(Map.of(), client, "none.json"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("The file \"none.json\" cannot be read.");
    assertThatThrownBy(() -> diff(Map.of(), client, "http:///x"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("The URL \"http:///x\"");
  }

  @Test
  void aServerThatIsNotThereIs3() throws IOException {
    String client = side("client", "a");
    assertThat(diff(Map.of(), client, "http://127.0.0.1:1/transcripts/x")).isEqualTo(3);
    assertThat(err).hasToString("Cannot reach 127.0.0.1:1." + System.lineSeparator());
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread half =
          new Thread(
              () -> {
                try {
                  Socket socket = listening.accept();
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
                } catch (IOException closed) {
                  throw new UncheckedIOException(closed);
                }
              });
      half.setDaemon(true);
      half.start();
      String at = "127.0.0.1:" + listening.getLocalPort();
      TranscriptSource source = new TranscriptSource(Optional.empty(), Duration.ofSeconds(1));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> source.read("http://" + at + "/transcripts/x"))
                  .isInstanceOf(NotThereException.class)
                  .hasMessage(at + " gave no whole answer within 1 s."));
    }
  }

  @Test
  void theUrlOfTranscriptsIsOfHttp() {
    assertThatThrownBy(() -> TranscriptSource.uri("ws://h/transcripts"))
        .isInstanceOf(SideException.class)
        .hasMessage("The URL \"ws://h/transcripts\" must begin with http:// or https://.");
    assertThat(TranscriptSource.uri("HTTPS://h/transcripts")).hasHost("h");
  }

  @ParameterizedTest
  @CsvSource({
    "ws://h:1/wire/echo, http://h:1/transcripts",
    "wss://h/a/ws/echo, https://h/a/transcripts",
    "ws://h, http://h/transcripts"
  })
  void transcriptsAreBesideTheSocket(String socket, String transcripts) {
    assertThat(Diff.transcripts(URI.create(socket))).hasToString(transcripts);
  }
}
