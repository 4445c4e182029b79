package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.handshake.RawRoute;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.OpeningHeads;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawPeer;
import org.wsbin.scenario.RawReply;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** A raw route on Tomcat and Jetty; the query says what its behaviour does. */
@TestInstance(Lifecycle.PER_CLASS)
class RawRouteOnServersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MUCH = 16 << 20;

  private final BlockingQueue<EndOfStream> ends = new LinkedBlockingQueue<>();
  private final RawRoute route =
      new RawRoute(
          "raw",
          (opening, plain) ->
              opening.query().orElse("").equals("refuse")
                  ? RawReply.refusal(plain, new Refused(403, "Not you."))
                  : RawReply.switching(
                      plain,
                      Optional.of("x-raw"),
                      heads -> new Performer(opening.query().orElse(""), heads)));
  private final Map<String, RawServer> servers = new HashMap<>();

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Settings settings = Settings.load(List.of(Source.flags(Map.of("close-timeout", "1s"))));
    servers.put("Tomcat", RawServer.tomcat(settings, route, directory));
    servers.put("Jetty", RawServer.jetty(settings, route));
  }

  @AfterAll
  void stop() throws IOException {
    for (RawServer server : servers.values()) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void whatComesIsPassedOnAsItIs(String server) throws Exception {
    try (RawWebSocket client = open(server, "echo")) {
      Bytes noFrames = Bytes.hex("ff ff 00 01 02 03");
      client.sendRaw(noFrames);
      assertThat(client.readExactly(noFrames.length(), SOON)).isEqualTo(noFrames);
      assertThat(server(server).connections().count()).isEqualTo(1);
      client.finish();
      assertThat(client.readToFin(SOON).utf8()).isEqualTo("bye");
    }
    assertEnd(server, EndOfStream.FIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void theBehaviourHasTheHeads(String server) throws Exception {
    try (RawWebSocket client = Opening.to(server(server).uri("heads")).header("X-Mine: 1").open()) {
      assertThat(client.answer().headers().first("Sec-WebSocket-Extensions")).hasValue("x-raw");
      assertThat(client.answer().headers().first("Sec-WebSocket-Protocol")).isEmpty();
      assertThat(client.readToFin(SOON).utf8())
          .startsWith("GET /raw?heads HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nx-mine: 1\r\n")
          .contains("\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n")
          .contains("\r\nSec-WebSocket-Extensions: x-raw\r\n")
          .endsWith("\r\n\r\n");
    }
    assertEnd(server, EndOfStream.FIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void aRefusalOfTheRouteIsSent(String server) throws Exception {
    assertThat(Opening.to(server(server).uri("refuse")).refusal().body().utf8())
        .isEqualTo("Not you.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void muchIsWrittenAsTheClientReads(String server) throws Exception {
    try (RawWebSocket client = open(server, "much")) {
      assertThat(client.readToFin(SOON).length()).isEqualTo(MUCH);
    }
    assertEnd(server, EndOfStream.FIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void aClientThatDoesNotEndItsSideIsCut(String server) throws Exception {
    try (RawWebSocket client = open(server, "heads")) {
      client.readToFin(SOON);
      assertEnd(server, EndOfStream.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void anAbortEndsAtOnce(String server) throws Exception {
    try (RawWebSocket client = open(server, "abort")) {
      assertThat(client.readToFin(SOON).length()).isZero();
    }
    assertEnd(server, EndOfStream.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void aResetIsToldAsOne(String server) throws Exception {
    RawWebSocket client = open(server, "echo");
    client.reset();
    assertEnd(server, EndOfStream.RESET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty"})
  void aTimerWrites(String server) throws Exception {
    try (RawWebSocket client = open(server, "timer")) {
      assertThat(client.readExactly(4, SOON).utf8()).isEqualTo("time");
    }
    assertEnd(server, EndOfStream.FIN);
  }

  private RawServer server(String name) {
    return Optional.ofNullable(servers.get(name)).orElseThrow();
  }

  private RawWebSocket open(String server, String what) throws IOException {
    return RawWebSocket.open(server(server).uri(what));
  }

  private void assertEnd(String server, EndOfStream how) throws InterruptedException {
    assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo(how);
    await().untilAsserted(() -> assertThat(server(server).connections().count()).isZero());
  }

  /** Does what its name says. */
  private final class Performer implements RawBehaviour {
    private final String what;
    private final OpeningHeads heads;
    private RawPeer peer;
    private int left = MUCH;

    Performer(String what, OpeningHeads heads) {
      this.what = what;
      this.heads = heads;
    }

    @Override
    public void opened(RawPeer opened) {
      peer = opened;
      switch (what) {
        case "heads" -> {
          peer.write(RawWired.bytes(heads.request() + heads.response()));
          peer.endOutput();
        }
        case "much" -> ready();
        case "abort" -> peer.abort();
        case "timer" -> peer.after(Duration.ofMillis(20), () -> peer.write(RawWired.bytes("time")));
        default -> {}
      }
    }

    @Override
    public void received(ByteBuffer bytes) {
      peer.write(bytes);
    }

    @Override
    public void inputEnded() {
      if (what.equals("echo")) {
        peer.write(RawWired.bytes("bye"));
      }
      peer.endOutput();
    }

    @Override
    public void ready() {
      while (left > 0 && peer.ready()) {
        ByteBuffer next = ByteBuffer.allocate(Math.min(left, 10_000));
        left -= next.remaining();
        peer.write(next);
      }
      if (left == 0) {
        peer.endOutput();
      }
    }

    @Override
    public void close(CloseStatus status) {
      peer.abort();
    }

    @Override
    public void ended(EndOfStream how) {
      ends.add(how);
    }
  }
}
