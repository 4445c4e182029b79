package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** What the log says of a client's reaction to a fault; each test has a fault of its own. */
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireFaultLogIT {
  private static final String NOTHING =
      " \\(0 messages, 0 pings, 0 pongs(; not closed cleanly)?\\)\\.";

  private final RunningServer original;
  private RunningServer server;

  WireFaultLogIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithAShortWait() {
    server = Servers.startLike(original, Map.of("fault-wait", "1s"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theClientsCloseCodeIsLoggedAndTcpEnds() throws IOException {
    try (RawWebSocket socket = open("masked")) {
      socket.readSome(ANSWER);
      socket.send(Frame.close(1002, "masked"));

      socket.awaitEof(ANSWER);
    }
    awaitLine("Fault masked: the client closed with 1002 \"masked\" after \\d+ ms" + NOTHING);
  }

  @Test
  void theFaultsParameterIsLogged() throws IOException {
    try (RawWebSocket socket = open("rsv/1")) {
      socket.readSome(ANSWER);
      socket.send(Frame.close(4321, ""));

      socket.awaitEof(ANSWER);
    }
    awaitLine("Fault rsv/1: the client closed with 4321 after \\d+ ms" + NOTHING);
  }

  @Test
  void whatCameBeforeTheCloseIsCounted() throws IOException {
    try (RawWebSocket socket = open("pong-unasked")) {
      socket.readSome(ANSWER);
      socket.send(Frame.text("one"));
      socket.send(Frame.text("two, ").unfinished());
      socket.send(Frame.ping("in parts"));
      socket.send(Frame.pong(Bytes.utf8("unasked")));
      socket.send(Frame.pong(Bytes.utf8("unasked as well")));
      socket.send(Frame.continuation(Bytes.utf8("in parts")));
      socket.send(Frame.close(1000, ""));

      socket.awaitEof(ANSWER);
    }
    awaitLine(
        "Fault pong-unasked: the client closed with 1000 after \\d+ ms"
            + " \\(2 messages, 1 pings?, 2 pongs\\)\\.");
  }

  @Test
  void aClientThatOnlyEndsTcpIsLogged() throws IOException {
    try (RawWebSocket socket = open("utf8-invalid")) {
      socket.readSome(ANSWER);
      socket.finish();

      socket.awaitEof(ANSWER);
    }
    awaitLine(
        "Fault utf8-invalid: the client ended TCP without a close frame after \\d+ ms" + NOTHING);
  }

  @Test
  void aClientThatDoesNothingIsLoggedAfterTheTimeout() throws IOException {
    try (RawWebSocket socket = open("close-one-byte")) {
      socket.awaitEof(LONG);
    }
    awaitLine("Fault close-one-byte: the client did not react after \\d+ ms" + NOTHING);
  }

  @Test
  void aClientThatResetsTcpIsLoggedAsOne() throws IOException {
    try (RawWebSocket socket = open("utf8-split")) {
      socket.readSome(ANSWER);
      socket.reset();
    }
    awaitLine("Fault utf8-split: the client reset the TCP connection after \\d+ ms" + NOTHING);
  }

  @Test
  void aDropAwaitsNoReaction() throws IOException {
    for (String fault : List.of("drop", "drop-in-frame")) {
      try (RawWebSocket socket = open(fault)) {
        socket.awaitEof(ANSWER);
      }
      awaitLine("Fault " + fault + ": the server ended TCP after \\d+ ms" + NOTHING);
    }
  }

  @Test
  void anAnswerThatIsNo101IsLogged() throws IOException {
    RawHttp.once(server.base(), upgrade("wire/fault/status/497").lines(server.base()), ANSWER);
    awaitLine("Fault status/497: answered with 497\\.");
  }

  @Test
  void eachConnectionIsLoggedOnce() throws IOException {
    try (RawWebSocket socket = open("utf8-truncated")) {
      socket.readSome(ANSWER);
      socket.send(Frame.close(1007, ""));
      socket.awaitEof(ANSWER);
    }
    awaitLine("Fault utf8-truncated: .*");
    try (RawWebSocket later = open("continuation-unstarted")) {
      later.send(Frame.close(1002, ""));
      later.awaitEof(ANSWER);
    }
    awaitLine("Fault continuation-unstarted: .*");

    assertThat(Files.readString(server.log())).containsOnlyOnce("Fault utf8-truncated:");
  }

  private RawWebSocket open(String fault) throws IOException {
    return RawWebSocket.open(server.ws("wire/fault/" + fault));
  }

  private void awaitLine(String pattern) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(Files.readString(server.log())).containsPattern(pattern));
  }
}
