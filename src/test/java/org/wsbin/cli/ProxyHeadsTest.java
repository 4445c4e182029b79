package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.proxy.Proxy;

/** What the proxy does with HTTP, and the faults about heads. */
class ProxyHeadsTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String REFUSED = "HTTP/1.1 426 No\r\nContent-Length: 0\r\n\r\n";

  private static String request(String... fields) {
    return "GET / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strip Upgrade --strip x-a              | Upgrade: x, X-A: 1, X-B: 2            | X-B: 2
          --strip X-A                              | X-A: 1, X-a: 2                        |
          --add X-A:1 --add X-C:3                  | X-A: 0                                | X-A: 0, X-A: 1, X-C: 3
          --set X-A:1                              | x-a: 0, X-B: 2, X-A: 3                | X-A: 1, X-B: 2
          --set X-A:1                              | X-B: 2                                | X-B: 2, X-A: 1
          --strip-compression | Sec-WebSocket-Extensions: permessage-deflate; x="a;b"       |
          --strip-compression | Sec-WebSocket-Extensions: foo; permessage-deflate           | Sec-WebSocket-Extensions: foo; permessage-deflate
          """)
  void headersOfRequestsMayBeChanged(String options, String given, String seen) throws Exception {
    try (ProxyBetween between = ProxyBetween.with(options)) {
      between.connect().send(request(given.split(", ")));
      assertThat(between.accept().head())
          .isEqualTo(seen == null ? "GET / HTTP/1.1\r\n\r\n" : request(seen.split(", ")));
    }
  }

  @Test
  void onlyTheOfferOfCompressionIsStripped() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--strip-compression")) {
      String offers = "permessage-deflate; a=\"x, y\", foo, Permessage-Deflate,bar; b";
      between.connect().send(request("Sec-WebSocket-Extensions: " + offers));
      assertThat(between.accept().head())
          .isEqualTo(request("Sec-WebSocket-Extensions: foo, bar; b"));
    }
  }

  @Test
  void aFoldedLineIsStrippedWithItsHeader() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--strip X-A")) {
      between.connect().send(request("X-A: 1", " more", "X-B: 2"));
      assertThat(between.accept().head()).isEqualTo(request("X-B: 2"));
    }
  }

  @Test
  void headersOfResponsesMayBeStripped() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--strip-response upgrade")) {
      between.connect().send(ProxyBetween.UPGRADE);
      between.accept().head();
      between.server().send(ProxyBetween.SWITCHING);
      assertThat(between.client().head())
          .isEqualTo(ProxyBetween.SWITCHING.replace("UPGRADE: websocket\r\n", ""));
    }
  }

  @Test
  void requestsMayBeHttp10() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--http 1.0")) {
      between.connect().send(GET);
      assertThat(between.accept().head()).isEqualTo(GET.replace("1.1", "1.0"));
    }
  }

  @Test
  void upgradesMayBeAnsweredByTheProxy() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--reply 403")) {
      between.connect().send(ProxyBetween.UPGRADE);
      assertThat(between.client().head()).startsWith("HTTP/1.1 403 Forbidden\r\n");
      assertThat(between.client().rest()).endsWith(" FIN");
      between.connect().send(GET);
      assertThat(between.accept().head()).isEqualTo(GET);
    }
  }

  @Test
  void requestsFollowEachOther() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send(GET + GET);
      for (int i = 0; i < 2; i++) {
        assertThat(between.accept().head()).isEqualTo(GET);
        between.server().send("HTTP/1.1 100 Go\r\n\r\n" + OK);
        assertThat(between.client().head()).isEqualTo("HTTP/1.1 100 Go\r\n\r\n");
        assertThat(between.client().text(OK.length())).isEqualTo(OK);
      }
      between.client().send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      between.accept().head();
      between.server().send(OK);
      assertThat(between.client().text(OK.length())).isEqualTo(OK);
      assertThat(between.client().rest()).isEqualTo("FIN");
      between.client().close();
      assertThat(between.line())
          .contains(" 200 (request 3), ")
          .endsWith("; the response ended it.");
    }
  }

  @Test
  void bodiesPassBothWays() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("--latency 5ms")) {
      String head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
      String post = head + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n";
      between.connect().send(post + GET);
      assertThat(between.accept().text(post.length())).isEqualTo(post);
      assertThat(between.server().isSilent(50)).isTrue();
      String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
      between.server().send(answer);
      assertThat(between.client().text(answer.length())).isEqualTo(answer);
      assertThat(between.accept().head()).isEqualTo(GET);
      String unbounded = "HTTP/1.1 200 OK\r\n\r\nabc";
      between.server().send(unbounded);
      between.server().finish();
      assertThat(between.client().text(unbounded.length())).isEqualTo(unbounded);
      assertThat(between.client().rest()).isEqualTo("FIN");
    }
  }

  @Test
  void aResponseMayComeBeforeTheBody() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
      between.accept().head();
      between.server().send(OK);
      assertThat(between.client().text(OK.length())).isEqualTo(OK);
      assertThat(between.client().rest()).isEqualTo("FIN");
      between.client().close();
      assertThat(between.line()).contains(" 200, ");
    }
  }

  @Test
  void whatIsNoHttpPassesToo() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send(GET);
      between.accept().head();
      between.server().send("nonsense\r\n\r\nmore");
      assertThat(between.client().text(16)).isEqualTo("nonsense\r\n\r\nmore");
      between.server().reset();
      assertThat(between.client().rest()).isEqualTo("RST");
      between.connect().send(GET);
      between.accept().head();
      between.server().send("HTTP/1.1 200");
      between.server().finish();
      assertThat(between.client().text(12)).isEqualTo("HTTP/1.1 200");
      assertThat(between.client().rest()).isEqualTo("FIN");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                                          | 400 Bad Request
          GET / HTTP/2                                   | 400 Bad Request
          GET / HTTP/1.1~Content-Length: 1, 2            | 400 Bad Request
          GET / HTTP/1.1~Transfer-Encoding: gzip         | 400 Bad Request
          """)
  void aWrongRequestIsRefused(String head, String status) throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send(head.replace("~", "\r\n") + "\r\n\r\n");
      assertThat(between.client().head()).startsWith("HTTP/1.1 " + status + "\r\n");
    }
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send("GET / HTTP/1.1\r\nX: " + "x".repeat(66_000));
      assertThat(between.client().head()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void aServerThatIsNotThereIs502() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (Proxy proxy =
            Proxy.start(ProxyBetween.settings("--port 0 http://127.0.0.1:" + free), line -> {});
        SocketEnd client =
            new SocketEnd(new Socket(InetAddress.getLoopbackAddress(), proxy.port()))) {
      client.send(GET);
      assertThat(client.head()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }
  }

  @Test
  void oneMoreConnectionThanAllowedGets503() throws Exception {
    try (ProxyBetween between = ProxyBetween.webSocket("--max-connections 1")) {
      SocketEnd first = between.client();
      between.connect().send(GET);
      assertThat(between.client().head()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      first.reset();
      assertThat(between.line()).isNotNull();
      between.client().close();
      assertThat(between.line()).isNotNull();
      between.connect().send(GET);
      assertThat(between.accept().head()).isEqualTo(GET);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesBehindARefusedUpgradePassOnlyIfAsked(boolean smuggle) throws Exception {
    try (ProxyBetween between = ProxyBetween.with(smuggle ? "--smuggle" : "")) {
      between.connect().send(ProxyBetween.UPGRADE + GET);
      assertThat(between.accept().head()).isEqualTo(ProxyBetween.UPGRADE);
      between.server().send(REFUSED);
      assertThat(between.client().head()).isEqualTo(REFUSED);
      if (smuggle) {
        assertThat(between.server().head()).isEqualTo(GET);
        between.server().send(OK);
        assertThat(between.client().text(OK.length())).isEqualTo(OK);
      } else {
        assertThat(between.client().rest()).isEqualTo("FIN");
        assertThat(between.server().rest()).isEqualTo("FIN");
      }
    }
  }

  @Test
  void afterARefusedUpgradeAnotherRequestMayCome() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send(ProxyBetween.UPGRADE);
      between.accept().head();
      between.server().send(REFUSED);
      between.client().head();
      between.client().send(GET);
      assertThat(between.accept().head()).isEqualTo(GET);
    }
  }

  @Test
  void framesBehindTheRequestWaitForTheResponse() throws Exception {
    try (ProxyBetween between = ProxyBetween.with("")) {
      between.connect().send(ProxyBetween.UPGRADE + "frame");
      assertThat(between.accept().head()).isEqualTo(ProxyBetween.UPGRADE);
      assertThat(between.server().isSilent(100)).isTrue();
      between.server().send(ProxyBetween.SWITCHING);
      assertThat(between.server().bytes(5)).isEqualTo(Bytes.utf8("frame"));
    }
  }
}
