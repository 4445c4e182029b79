package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** {@code java -jar wsbin.war proxy} in front of wsbin: what the client and the server see. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProxyProcessIT {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Pattern READY =
      Pattern.compile("wsbin proxy is ready at http://127\\.0\\.0\\.1:(\\d+); it forwards to .*");
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  private final RunningServer server;
  private final String name = "proxy-" + UUID.randomUUID();

  ProxyProcessIT(RunningServer server) {
    this.server = server;
  }

  /** A proxy process. */
  private final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final URI base;

    Running(String options) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war"), "proxy"));
      command.addAll(List.of("--port", "0"));
      command.addAll(options == null ? List.of() : List.of(options.split(" ")));
      command.add("http://" + server.base().getAuthority());
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String line = out.readLine();
      Matcher ready = READY.matcher(String.valueOf(line));
      assertThat(ready.matches()).as("%s", line).isTrue();
      base = URI.create("http://127.0.0.1:" + ready.group(1) + server.base().getRawPath());
    }

    Opening opening() {
      return Opening.to(
          URI.create(base.toString().replaceFirst("http", "ws") + "wire/echo?transcript=" + name));
    }

    RawResponse get(String path) throws IOException {
      return RawHttp.once(
          base,
          List.of("GET " + base.getRawPath() + path + " HTTP/1.1", "Host: " + base.getAuthority()),
          WAIT);
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      out.close();
    }
  }

  /** Says some things, and closes; returns what comes back, in words. */
  private static String talk(RawWebSocket client) throws IOException {
    StringBuilder seen = new StringBuilder();
    try (client) {
      client.send(Frame.text("hel").unfinished());
      client.send(Frame.ping("p"));
      client.send(Frame.continuation(Bytes.utf8("lo")));
      client.send(Frame.close(1000, "bye"));
      while (true) {
        Frame frame = client.read(WAIT);
        seen.append(frame.opcode()).append(frame.fin() ? "." : "-");
        seen.append(
            frame.opcode() == Frame.CLOSE ? "" + frame.closeCode() : frame.payload().utf8());
        seen.append(' ');
      }
    } catch (EOFException fin) {
      return seen + "FIN";
    } catch (SocketException reset) {
      return seen + "RST";
    }
  }

  private String transcript() throws IOException {
    String path = "transcripts/" + name + "?wait=10s&format=text";
    RawResponse response =
        RawHttp.once(
            server.base(),
            List.of(
                "GET " + server.base().getRawPath() + path + " HTTP/1.1",
                "Host: " + server.base().getAuthority()),
            WAIT);
    return response.body().utf8();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                     | 1-hel 10.p 0.lo 8.1000 FIN  | ping, 1 byte .*close, 5 bytes \\S+ \\S+ 1000 "bye"
          --swallow-pings            | 1-hel 0.lo 8.1000 FIN       | ^(?!.* ping).*1000 "bye"
          --answer-pings             | (?=.*10.p).*8.1000 FIN      | ^(?!.* ping).*1000 "bye"
          --reframe 2                | 10.p 1-he 0-ll 0.o 8.1000 FIN | text, more follow, 2 bytes .*continuation, more follow, 2 bytes .*continuation, 1 byte
          --reframe 64k              | 10.p 1.hello 8.1000 FIN     | text, 5 bytes
          --close-code 1000=1001     | 1-hel 10.p 0.lo 8.1001 FIN  | 1001 "bye"
          --latency 50ms             | 1-hel 10.p 0.lo 8.1000 FIN  | 1000 "bye"
          --buffer 50ms              | 1-hel 10.p 0.lo 8.1000 FIN  | 1000 "bye"
          --max-frame 2              | 8.1009 FIN                  | < #1 close, 2 bytes \\S+ \\S+ 1009
          --max-message 4            | .*8.1009 FIN                | 1009
          """)
  void eachFaultIsSeenOnBothSides(String options, String client, String atServer) throws Exception {
    try (Running proxy = new Running(options)) {
      assertThat(talk(proxy.opening().open())).matches(client.replace(". ", "\\. "));
      assertThat(transcript()).containsPattern("(?s)" + atServer);
      assertThat(proxy.out.readLine())
          .contains(
              "\"GET " + server.base().getRawPath() + "wire/echo?transcript=" + name, " 101, ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --drop-close                                | FIN | was dropped.
          --close-code 1000=1006                      | FIN | was dropped.
          """)
  void tcpMayEndInsteadOfAClose(String options, String client, String line) throws Exception {
    try (Running proxy = new Running(options)) {
      assertThat(talk(proxy.opening().open())).endsWith(client).doesNotContain("8.");
      assertThat(transcript()).contains("network").doesNotContain("< close");
      assertThat(proxy.out.readLine()).endsWith(line);
    }
  }

  @ParameterizedTest
  @CsvSource({"fin, FIN", "rst, RST", "close, 8.1001 FIN"})
  void anIdleConnectionEnds(String how, String client) throws Exception {
    try (Running proxy = new Running("--idle-timeout 300ms --idle-end " + how);
        RawWebSocket socket = proxy.opening().open()) {
      StringBuilder seen = new StringBuilder();
      try {
        Frame frame = socket.read(WAIT);
        seen.append(frame.opcode()).append('.').append(frame.closeCode()).append(' ');
        socket.read(WAIT);
      } catch (EOFException fin) {
        seen.append("FIN");
      } catch (SocketException reset) {
        seen.append("RST");
      }
      assertThat(seen).hasToString(client);
      assertThat(transcript()).contains("TCP ended");
      assertThat(proxy.out.readLine()).endsWith("it was idle for 300ms.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strip Upgrade        | 400
          --strip Connection     | 400
          --strip Sec-WebSocket-Key | 400
          --reply 200            | 200
          --http 1.0             | 400
          """)
  void theHandshakeMayFail(String options, int status) throws Exception {
    try (Running proxy = new Running(options)) {
      assertThat(proxy.opening().refusal().status()).isEqualTo(status);
    }
  }

  @Test
  void headersAreChanged() throws Exception {
    String options = "--strip-compression --strip X-One --add X-Two:2 --strip-response Server";
    try (Running proxy = new Running(options)) {
      try (RawWebSocket socket = proxy.opening().header(DEFLATE).header("X-One: 1").open()) {
        assertThat(socket.answer().headers().all("Sec-WebSocket-Extensions")).isEmpty();
      }
      assertThat(transcript()).contains("X-Two: 2").doesNotContain("X-One", "permessage-deflate");
      assertThat(proxy.get("health/live").headers().all("Server")).isEmpty();
    }
  }

  @Test
  void aSignalEndsItWithZero() throws Exception {
    try (Running proxy = new Running("--max-connections 1");
        RawWebSocket first = proxy.opening().open()) {
      assertThat(proxy.get("health/live").status()).isEqualTo(503);
      first.reset();
      while (proxy.out.readLine().contains("503")) {
        // the line about the second connection
      }
      assertThat(proxy.get("health/live").status()).isEqualTo(200);
      proxy.process.destroy();
      assertThat(proxy.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(proxy.process.exitValue()).isZero();
    }
  }
}
