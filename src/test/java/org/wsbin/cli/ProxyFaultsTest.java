package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;

/** Each fault of the proxy alone, byte by byte, with a client and a server that this test plays. */
class ProxyFaultsTest {
  private static final Bytes PING = Frame.ping("hi").asClientSends();
  private static final Bytes PONG = Bytes.hex("8a 02 68 69");
  private static final Bytes HELLO = Frame.text("hello").asClientSends();
  private static final Bytes FROM_SERVER = Bytes.hex("81 05 68 65 6c 6c 6f"); // hello
  private static final Bytes CLOSE = Frame.close(1000, "bye").asClientSends();

  /** Things that break the protocol pass as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "--max-frame 1g", "--latency 1ms", "--buffer 1ms", "--idle-timeout 1h"})
  void withoutAFaultEachByteIsTheSame(String options) throws Exception {
    try (ProxyBetween between = ProxyBetween.with(options)) {
      between.connect().send(ProxyBetween.UPGRADE);
      assertThat(between.accept().head()).isEqualTo(ProxyBetween.UPGRADE);
      between.server().send(ProxyBetween.SWITCHING);
      assertThat(between.client().head()).isEqualTo(ProxyBetween.SWITCHING);
      // unmasked, reserved bits, a reserved opcode, a long way to write 1, an impossible length
      Bytes odd =
          Bytes.hex("f1 01 41 83 00 82 7f 00 00 00 00 00 00 00 01 42 82 7e 00 01 43")
              .plus(PING)
              .plus(HELLO)
              .plus(Bytes.hex("82 ff ff ff ff ff ff ff ff ff 01 02 03 04 05"));
      between.client().send(odd);
      assertThat(between.server().bytes(odd.length())).isEqualTo(odd);
      between.server().send(odd);
      assertThat(between.client().bytes(odd.length())).isEqualTo(odd);
      between.client().finish();
      assertThat(between.server().rest()).isEqualTo("FIN");
      between.server().send(FROM_SERVER);
      assertThat(between.client().bytes(FROM_SERVER.length())).isEqualTo(FROM_SERVER);
      between.server().finish();
      assertThat(between.client().rest()).isEqualTo("FIN");
      assertThat(between.line())
          .contains("\"GET /echo?a=%20b HTTP/1.1\" 101, ")
          .endsWith("; the client ended TCP first.");
    }
  }

  @Test
  void aLargeTransferIsTheSame() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--max-message 1g --swallow-pings")) {
      Bytes frame = Frame.binary(Bytes.pattern(3_000_000)).asClientSends();
      Thread sender = new Thread(() -> send(between.client(), frame));
      sender.start();
      assertThat(between.server().bytes(frame.length())).isEqualTo(frame);
      sender.join();
    }
  }

  private static void send(SocketEnd end, Bytes bytes) {
    try {
      end.send(bytes);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void aResetIsPassedOn() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("")) {
      between.client().reset();
      assertThat(between.server().rest()).isEqualTo("RST");
      assertThat(between.line()).endsWith("; the client reset TCP.");
    }
    try (ProxyBetween between = ProxyBetween.webSocket("")) {
      between.server().reset();
      assertThat(between.client().rest()).isEqualTo("RST");
      assertThat(between.line()).endsWith("; the server reset TCP.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fin   | FIN          | FIN
          rst   | RST          | RST
          close | 880203e9 FIN | masked
          """)
  void anIdleConnectionIsEnded(String how, String client, String server) throws Exception {
    String options = "--idle-timeout 300ms --idle-end " + how;
    try (ProxyBetween between = ProxyBetween.webSocket(options)) {
      assertThat(between.client().rest()).isEqualTo(client);
      String atServer = between.server().rest();
      if (server.equals("masked")) {
        assertThat(atServer).startsWith("8882").endsWith(" FIN").hasSize(16 + " FIN".length());
      } else {
        assertThat(atServer).isEqualTo(server);
      }
      between.client().close();
      between.server().close();
      assertThat(between.line()).endsWith("; the proxy ended it: it was idle for 300ms.");
    }
  }

  @Test
  void bytesOfEitherSideKeepItOpen() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--idle-timeout 1s")) {
      for (int i = 0; i < 8; i++) {
        assertThat(between.client().isSilent(200)).isTrue();
        between.client().send(PING);
        between.server().bytes(PING.length());
      }
      assertThat(between.client().rest()).isEqualTo("FIN");
    }
  }

  @Test
  void pingsMayBeIdle() throws Exception {
    try (ProxyBetween between =
        ProxyBetween.webSocket("--idle-timeout 600ms --pings-are-idle --idle-end rst")) {
      int sent = 0;
      for (boolean open = true; open && sent < 100; sent++) {
        try {
          between.client().send(PING);
          between.server().bytes(PING.length());
          open = isSilent(between.client());
        } catch (SocketException reset) { // it may come at any of these
          open = false;
        }
      }
      assertThat(sent).isLessThan(100);
      assertThat(between.line()).contains("it was idle for 600ms");
    }
  }

  private static boolean isSilent(SocketEnd end) {
    try {
      return end.isSilent(100);
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void aConnectionHasAMaximalAge() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--max-age 700ms")) {
      int sent = 0;
      while (sent < 100 && between.client().isSilent(50)) {
        between.client().send(HELLO);
        sent++;
      }
      assertThat(sent).isLessThan(100);
      assertThat(between.line()).endsWith("; the proxy ended it: it was open for 700ms.");
    }
  }

  @ParameterizedTest
  @CsvSource({"1009, 880203f1 FIN", "fin, FIN", "rst, RST"})
  void aLargerFrameEndsIt(String how, String client) throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--max-frame 5 --limit-end " + how)) {
      between.client().send(HELLO);
      assertThat(between.server().bytes(HELLO.length())).isEqualTo(HELLO);
      between.server().send(Bytes.hex("82 06 01"));
      assertThat(between.client().rest()).isEqualTo(client);
      between.client().close();
      between.server().close();
      assertThat(between.line()).endsWith("a frame of 6 bytes from the server; at most 5.");
    }
  }

  @Test
  void aLargerMessageEndsIt() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--max-message 5")) {
      between.client().send(HELLO);
      between.client().send(Frame.text("hel").unfinished().asClientSends());
      between.client().send(PING);
      Bytes passed = HELLO.plus(Frame.text("hel").unfinished().asClientSends()).plus(PING);
      assertThat(between.server().bytes(passed.length())).isEqualTo(passed);
      between.client().send(Frame.continuation(Bytes.utf8("lo!")).asClientSends());
      assertThat(between.client().rest()).isEqualTo("880203f1 FIN");
      assertThat(between.server().rest()).startsWith("8882").endsWith(" FIN");
    }
  }

  @Test
  void pingsAndPongsMayBeSwallowed() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--swallow-pings")) {
      between.client().send(PING.plus(HELLO));
      assertThat(between.server().bytes(HELLO.length())).isEqualTo(HELLO);
      between.server().send(PONG.plus(FROM_SERVER));
      assertThat(between.client().bytes(FROM_SERVER.length())).isEqualTo(FROM_SERVER);
      between.client().reset();
      assertThat(between.line()).contains("; 2 pings and pongs swallowed; ");
    }
  }

  @Test
  void pingsMayBeAnsweredByTheProxy() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--answer-pings")) {
      between.client().send(PING.plus(HELLO));
      assertThat(between.client().bytes(PONG.length())).isEqualTo(PONG);
      assertThat(between.server().bytes(HELLO.length())).isEqualTo(HELLO);
      between.server().send(Bytes.hex("89 00"));
      Bytes pong = between.server().bytes(6);
      assertThat(pong.slice(0, 2)).isEqualTo(Bytes.hex("8a 80"));
      between.client().reset();
      assertThat(between.line()).contains("; 2 pings answered; ");
    }
  }

  @Test
  void anAnswerWaitsForTheEndOfAFrame() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--answer-pings")) {
      between.server().send(FROM_SERVER.slice(0, 3));
      assertThat(between.client().bytes(3)).isEqualTo(FROM_SERVER.slice(0, 3));
      between.client().send(PING.plus(HELLO));
      between.server().bytes(HELLO.length()); // so the ping has been read
      between.server().send(FROM_SERVER.slice(3, 7).plus(Bytes.hex("81 02 41")));
      Bytes expected = FROM_SERVER.slice(3, 7).plus(PONG).plus(Bytes.hex("81 02 41"));
      assertThat(between.client().bytes(expected.length())).isEqualTo(expected);
    }
  }

  @Test
  void messagesMayBeReframed() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--reframe 2")) {
      between.server().send(Bytes.hex("01 03 41 42 43 89 00 80 02 44 45 82 00"));
      Bytes expected = Bytes.hex("01 02 41 42 89 00 00 02 43 44 80 01 45 82 00");
      assertThat(between.client().bytes(expected.length())).isEqualTo(expected);
      between.client().send(Frame.text("a").unfinished().asClientSends());
      between.client().send(Frame.continuation(Bytes.utf8("b")).withRsv(0).asClientSends());
      Bytes merged = between.server().bytes(8);
      assertThat(merged.slice(0, 2)).isEqualTo(Bytes.hex("81 82"));
      assertThat(merged.unsigned(6) ^ merged.unsigned(2)).isEqualTo('a');
      assertThat(merged.unsigned(7) ^ merged.unsigned(3)).isEqualTo('b');
    }
  }

  @Test
  void closeCodesMayBeChanged() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--close-code 1000=1011")) {
      between.server().send(Bytes.hex("88 05 03 e8 62 79 65 88 02 03 e9 88 00"));
      Bytes expected = Bytes.hex("88 05 03 f3 62 79 65 88 02 03 e9 88 00");
      assertThat(between.client().bytes(expected.length())).isEqualTo(expected);
      between.client().send(CLOSE);
      Bytes masked = between.server().bytes(11);
      int code =
          (masked.unsigned(6) ^ masked.unsigned(2)) << 8
              | (masked.unsigned(7) ^ masked.unsigned(3));
      assertThat(code).isEqualTo(1011);
      between.client().reset();
      assertThat(between.line()).contains("; 2 close codes changed; ");
    }
  }

  @Test
  void aCloseWithoutACodeMayGetOne() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--close-code none=1001")) {
      between.server().send(Bytes.hex("88 00"));
      assertThat(between.client().bytes(4)).isEqualTo(Bytes.hex("88 02 03 e9"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--close-code 1000=1006", "--close-code 1000=none", "--drop-close"})
  void closeFramesMayBeDropped(String options) throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket(options)) {
      between.client().send(HELLO.plus(CLOSE));
      assertThat(between.server().bytes(HELLO.length())).isEqualTo(HELLO);
      assertThat(between.server().rest()).isEqualTo("FIN");
      assertThat(between.client().rest()).isEqualTo("FIN");
    }
  }

  @Test
  void bytesAreForwardedLater() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--latency 300ms")) {
      long before = System.nanoTime();
      between.client().send("a");
      between.client().send("b");
      assertThat(between.server().text(2)).isEqualTo("ab");
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000);
      between.client().send("c");
      between.client().finish();
      assertThat(between.server().rest()).isEqualTo("63 FIN");
    }
  }

  @Test
  void moreThanIsHeldWaits() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--latency 20ms")) {
      Bytes all = Bytes.pattern(2_000_000);
      Thread sender = new Thread(() -> send(between.client(), all));
      sender.start();
      assertThat(between.server().bytes(all.length())).isEqualTo(all);
      sender.join();
    }
  }

  @Test
  void bytesAreForwardedTogether() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--buffer 400ms")) {
      long before = System.nanoTime();
      between.client().send("a");
      assertThat(between.server().isSilent(100)).isTrue();
      between.client().send("b");
      assertThat(between.server().text(2)).isEqualTo("ab");
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000);
    }
  }
}
