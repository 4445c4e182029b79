package org.wsbin.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.wsbin.junit.TranscriptAssert.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wsbin.junit.TranscriptConnection;
import org.wsbin.junit.Wsbin;
import org.wsbin.junit.WsbinServer;
import org.wsbin.junit.WsbinTranscript;

/** Test classes that {@link TestRun} runs, not Maven. Some fail, as their names say. */
final class WsbinSamples {
  private WsbinSamples() {}

  /** Sends texts, waits for as many answers, and closes. */
  static void talk(URI uri, int code, String... texts) throws InterruptedException {
    CountDownLatch answers = new CountDownLatch(texts.length);
    CountDownLatch closed = new CountDownLatch(1);
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer secret")
            .buildAsync(
                uri,
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    answers.countDown();
                    return WebSocket.Listener.super.onText(from, text, last);
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                    closed.countDown();
                    return null;
                  }
                })
            .join();
    for (String text : texts) {
      socket.sendText(text, true).join();
    }
    assertThat(answers.await(30, TimeUnit.SECONDS)).isTrue();
    socket.sendClose(code, "enough").join();
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Whatever the assertions can say, and they hold. */
  @Wsbin
  static class Passing {
    private WsbinTranscript ofThisTest;

    @BeforeEach
    void remember(WsbinTranscript transcript) {
      ofThisTest = transcript;
    }

    @Test
    void aTextAndAClose(WsbinServer server, WsbinTranscript transcript) throws Exception {
      assertThat(transcript).isSameAs(ofThisTest);
      assertThat(server.http()).hasToString("http://127.0.0.1:" + server.port() + "/");
      assertThat(server.ws()).hasToString("ws://127.0.0.1:" + server.port() + "/");
      talk(transcript.uri("/wire/echo"), 4001, "a", "b ü 😀 \"\\\n");
      assertThat(transcript)
          .within(Duration.ofSeconds(30)) // on a busy machine
          .hasConnections(1)
          .reconnected(0)
          .hasMessages("a", "b ü 😀 \"\\\n")
          .closedWith(4001)
          .closedWith(4001, "enough")
          .wasCleanlyClosed()
          .hasHeader("authorization", "Bearer *")
          .passesVerdict("close:4001", "messages:2", "connections:1");
      TranscriptConnection only = transcript.await(Duration.ofSeconds(5)).connections().get(0);
      assertThat(only.header("AUTHORIZATION")).contains("Bearer secret");
      assertThat(transcript.text()).contains("Authorization: ***").doesNotContain("secret");
      assertThat(transcript.json()).contains("\"version\":1").doesNotContain("secret");
    }

    @Test
    void okHttpsCompressedMessages(WsbinTranscript transcript) throws Exception {
      String compressible = "wsbin ".repeat(500);
      OkHttpClient client = new OkHttpClient();
      CountDownLatch echoes = new CountDownLatch(3);
      okhttp3.WebSocket socket =
          client.newWebSocket(
              new Request.Builder().url(transcript.uri("/wire/echo").toString()).build(),
              new WebSocketListener() {
                @Override
                public void onMessage(okhttp3.WebSocket from, String text) {
                  echoes.countDown();
                }

                @Override
                public void onMessage(okhttp3.WebSocket from, ByteString bytes) {
                  echoes.countDown();
                }

                @Override
                public void onFailure(okhttp3.WebSocket from, Throwable failure, Response r) {
                  failure.printStackTrace();
                }
              });
      socket.send(compressible);
      socket.send(compressible);
      socket.send(ByteString.decodeHex("00ff"));
      assertThat(echoes.await(30, TimeUnit.SECONDS)).isTrue();
      socket.close(1000, null);
      transcript.await(Duration.ofSeconds(10));
      assertThat(transcript.connections().get(0).messages())
          .hasToString("[\"" + compressible + "\", \"" + compressible + "\", binary 00ff]");
      assertThat(transcript.text()).contains("RSV1");
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }

    @Test
    void aRefusedHandshakeIsAReconnect(WsbinTranscript transcript) throws Exception {
      URI refused = transcript.uri("/wire/status/503");
      assertThat(refused.getQuery()).isEqualTo("transcript=" + transcript.name());
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> talk(refused, 1000))
          .isInstanceOf(CompletionException.class);
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript).reconnected(1).hasConnections(1).passesVerdict("reconnects:1");
    }

    @Test
    void aVerdictNeedsNoAssertJ(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript.verdict("close:1000").passed()).isTrue();
      assertThat(transcript.verdict("close:1000").text()).contains("passed  expect close:1000");
      assertThat(transcript.verdict("close:4001").passed()).isFalse();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> transcript.verdict("colour:red"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("colour:red");
    }

    @AfterEach
    void theSameTranscript(WsbinTranscript transcript) {
      assertThat(transcript).isSameAs(ofThisTest);
    }
  }

  /** Each fails, with a message that shows what the server saw. */
  @Wsbin
  static class Failing {
    @Test
    void otherMessages(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000, "hello");
      assertThat(transcript).within(Duration.ofMillis(200)).hasMessages("goodbye 100%d");
    }

    @Test
    void otherClose(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript).within(Duration.ofMillis(200)).closedWith(4001);
    }

    @Test
    void otherHeader(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript).within(Duration.ofMillis(200)).hasHeader("Authorization", "Basic *");
    }

    @Test
    void noReconnect(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript).within(Duration.ofMillis(200)).reconnected(2);
    }

    @Test
    void theVerdict(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000);
      assertThat(transcript).passesVerdict("messages:7");
    }

    @Test
    void nobodyCame(WsbinTranscript transcript) {
      transcript.await(Duration.ofMillis(200));
    }

    @Test
    void theTestsOwnAssertion(WsbinTranscript transcript) throws Exception {
      talk(transcript.uri("/wire/echo"), 1000, "own");
      fail("own sentence");
    }
  }

  @Wsbin("--max-message=64")
  static class Sized {
    private static WsbinServer ofThisClass;

    @BeforeAll
    static void remember(WsbinServer server) {
      ofThisClass = server;
    }

    @Test
    void theSettingCounts(WsbinServer server, WsbinTranscript transcript) throws Exception {
      assertThat(server).isSameAs(ofThisClass);
      assertThat(closeCodeAfter(transcript, 65)).isEqualTo(1009);
    }

    @Nested
    class Inner {
      @Test
      void hasTheServerOfTheClassAround(WsbinServer server) {
        assertThat(server).isSameAs(ofThisClass);
      }
    }

    @Nested
    @Wsbin
    class InnerWithItsOwn {
      @Test
      void hasItsOwnSettings(WsbinServer server, WsbinTranscript transcript) throws Exception {
        assertThat(server).isNotSameAs(ofThisClass);
        talk(transcript.uri("/wire/echo"), 1000, "x".repeat(65));
      }
    }

    @Test
    @Wsbin(value = "--max-message=64", shared = false)
    void aMethodMayHaveAServerOfItsOwn(WsbinServer server) {
      System.setProperty("sample.own-port", Integer.toString(server.port()));
      assertThat(server).isNotSameAs(ofThisClass);
    }
  }

  /** The same settings as {@link Sized}. */
  @Wsbin("--max-message=64")
  static class AlsoSized {
    @Test
    void sharesTheServer(WsbinServer server) {
      assertThat(server).isSameAs(Sized.ofThisClass);
      assertThat(canConnect(Integer.getInteger("sample.own-port"))).isFalse();
    }
  }

  @Wsbin("--max-mesage=64k")
  static class MisspeltSetting {
    @Test
    void neverRuns() {}
  }

  @Wsbin("--max-message=much")
  static class BadValue {
    @Test
    void neverRuns() {}
  }

  @Wsbin("--help")
  static class NoServer {
    @Test
    void neverRuns() {}
  }

  @Wsbin("--host=192.0.2.1")
  static class NoPort {
    @Test
    void neverRuns() {}
  }

  @Wsbin
  static class TranscriptInConstructor {
    TranscriptInConstructor(WsbinTranscript transcript) {
      transcript.name();
    }

    @Test
    void neverRuns() {}
  }

  @Wsbin("--tls")
  static class Secure {
    @Test
    void theTranscriptIsReadAllTheSame(WsbinServer server, WsbinTranscript transcript) {
      assertThat(server.ws()).hasScheme("wss");
      assertThat(transcript.connections()).isEmpty();
      assertThat(transcript.text()).isEqualTo("The server saw no connection.");
    }
  }

  @Wsbin
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    private static final List<String> NAMES = new ArrayList<>();

    @RepeatedTest(24)
    void eachHasItsOwnTranscript(WsbinTranscript transcript) throws Exception {
      synchronized (NAMES) {
        assertThat(NAMES).doesNotContain(transcript.name());
        NAMES.add(transcript.name());
      }
      talk(transcript.uri("/wire/echo"), 4001, transcript.name());
      assertThat(transcript)
          .within(Duration.ofSeconds(30)) // on a busy machine
          .hasConnections(1)
          .hasMessages(transcript.name())
          .passesVerdict("close:4001");
    }
  }

  /** The isolation: what the tests see of the server's classes. */
  @Wsbin
  static class Isolated {
    @Test
    void wsbinsLibrariesAreNotThere() {
      for (String name :
          List.of(
              "org.wsbin.server.EmbeddedServer",
              "org.apache.catalina.startup.Tomcat",
              "tools.jackson.core.JsonParser",
              "picocli.CommandLine",
              "jakarta.websocket.Session",
              "io.micrometer.core.instrument.Meter")) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Class.forName(name))
            .as(name)
            .isInstanceOf(ClassNotFoundException.class);
      }
    }
  }

  private static int closeCodeAfter(WsbinTranscript transcript, int length) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    int[] code = new int[1];
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            transcript.uri("/wire/echo"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                code[0] = status;
                closed.countDown();
                return null;
              }
            })
        .join()
        .sendText("x".repeat(length), true)
        .join();
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    return code[0];
  }

  static boolean canConnect(int port) {
    try (java.net.Socket socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (java.io.IOException refused) {
      return false;
    }
  }
}
