package org.wsbin.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ProxyProcess;
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
  private static final List<String> UPGRADE =
      List.of(
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: d3NiaW4gcHJvYmUgMTIzNA==",
          "Sec-WebSocket-Version: 13");
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  private final RunningServer server;
  private final String name = "proxy-" + UUID.randomUUID();

  ProxyProcessIT(RunningServer server) {
    this.server = server;
  }

  /** Where the proxy has the server. */
  private URI base(ProxyProcess proxy) {
    return URI.create("http://" + proxy.authority() + server.base().getRawPath());
  }

  private Opening opening(ProxyProcess proxy) {
    return Opening.to(
        URI.create(
            base(proxy).toString().replaceFirst("http", "ws") + "wire/echo?transcript=" + name));
  }

  private RawResponse get(ProxyProcess proxy, String path) throws IOException {
    return RawHttp.once(base(proxy), request(proxy.authority(), path), WAIT);
  }

  private List<String> request(String authority, String path) {
    return List.of("GET " + server.base().getRawPath() + path + " HTTP/1.1", "Host: " + authority);
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
        RawHttp.once(server.base(), request(server.base().getAuthority(), path), WAIT);
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
          --set X-Two:_2             | 1-hel 10.p 0.lo 8.1000 FIN  | X-Two: 2
          """)
  void eachFaultIsSeenOnBothSides(String options, String client, String atServer) throws Exception {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      assertThat(talk(opening(proxy).open())).matches(client.replace(". ", "\\. "));
      assertThat(transcript()).containsPattern("(?s)" + atServer);
      assertThat(proxy.line())
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
          --max-frame 2 --limit-end fin               | FIN | at most 2.
          --max-frame 2 --limit-end rst               | RST | at most 2.
          """)
  void tcpMayEndInsteadOfAClose(String options, String client, String line) throws Exception {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      assertThat(talk(opening(proxy).open())).endsWith(client).doesNotContain("8.");
      assertThat(transcript()).contains("network").doesNotContain("< close");
      assertThat(proxy.line()).endsWith(line);
    }
  }

  @Test
  void pingsDoNotKeepAConnectionOpenIfTheyAreIdle() throws Exception {
    try (ProxyProcess proxy =
            new ProxyProcess(
                server.base(), "--idle-timeout 500ms --pings-are-idle --idle-end close");
        RawWebSocket socket = opening(proxy).open()) {
      int pongs = 0;
      Frame frame;
      do {
        socket.send(Frame.ping("p"));
        frame = socket.read(WAIT);
        pongs++;
        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      } while (frame.opcode() == Frame.PONG && pongs < 1000);
      assertThat(pongs).isGreaterThan(1);
      assertThat(frame.closeCode()).isEqualTo(1001);
      assertThat(proxy.line()).endsWith("it was idle for 500ms.");
    }
  }

  @Test
  void aBusyConnectionEndsAtItsAge() throws Exception {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), "--max-age 500ms --idle-end close");
        RawWebSocket socket = opening(proxy).open()) {
      Frame frame;
      do {
        socket.send(Frame.text("x"));
        frame = socket.read(WAIT);
        Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      } while (frame.opcode() != Frame.CLOSE);
      assertThat(frame.closeCode()).isEqualTo(1001);
      assertThat(proxy.line()).contains("the proxy ended it: ", "500ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"--smuggle, true", ", false"})
  void aRequestBehindARefusedUpgradeReachesTheServerOnlyIfAsked(String options, boolean reached)
      throws Exception {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      List<String> lines = new ArrayList<>(request(proxy.authority(), "wire/status/403"));
      lines.addAll(UPGRADE);
      lines.add("");
      lines.addAll(request(proxy.authority(), "wire/close/1000?transcript=" + name));
      lines.addAll(UPGRADE);
      try (RawHttp http = RawHttp.connect(base(proxy), WAIT)) {
        assertThat(http.exchange(lines).status()).isEqualTo(403);
        String seen = "transcripts/" + name + "?wait=1s";
        RawResponse recorded =
            RawHttp.once(server.base(), request(server.base().getAuthority(), seen), WAIT);
        assertThat(recorded.status() != 404).as("%s", recorded).isEqualTo(reached);
      }
      assertThat(proxy.line())
          .contains(reached ? "treated as accepted" : "bytes behind a refused upgrade");
    }
  }

  @ParameterizedTest
  @CsvSource({"fin, FIN", "rst, RST", "close, 8.1001 FIN"})
  void anIdleConnectionEnds(String how, String client) throws Exception {
    try (ProxyProcess proxy =
            new ProxyProcess(server.base(), "--idle-timeout 300ms --idle-end " + how);
        RawWebSocket socket = opening(proxy).open()) {
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
      assertThat(proxy.line()).endsWith("it was idle for 300ms.");
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
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      assertThat(opening(proxy).refusal().status()).isEqualTo(status);
    }
  }

  @Test
  void headersAreChanged() throws Exception {
    String options = "--strip-compression --strip X-One --add X-Two:2 --strip-response Server";
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      try (RawWebSocket socket = opening(proxy).header(DEFLATE).header("X-One: 1").open()) {
        assertThat(socket.answer().headers().all("Sec-WebSocket-Extensions")).isEmpty();
      }
      assertThat(transcript()).contains("X-Two: 2").doesNotContain("X-One", "permessage-deflate");
      assertThat(get(proxy, "health/live").headers().all("Server")).isEmpty();
    }
  }

  @Test
  void aSignalEndsItWithZero() throws Exception {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), "--max-connections 1");
        RawWebSocket first = opening(proxy).open()) {
      assertThat(get(proxy, "health/live").status()).isEqualTo(503);
      first.reset();
      while (proxy.line().contains("503")) {
        // the line about the second connection
      }
      assertThat(get(proxy, "health/live").status()).isEqualTo(200);
      proxy.process().destroy();
      assertThat(proxy.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(proxy.process().exitValue()).isZero();
    }
  }
}
