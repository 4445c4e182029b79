package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.CloseResult;
import org.wsbin.client.MessageWebSocket;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.StreamWebSocket;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.protocol.CloseStatus;

/** What each of the three clients does about each fault of {@code /wire/fault/}. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class FaultsIT {
  /** The fault, how it ends, and the code of the close frame that the client sends. */
  private static final String TABLE =
      """
      accept-wrong            HANDSHAKE_NOT_WEBSOCKET  none
      accept-missing          HANDSHAKE_NOT_WEBSOCKET  none
      accept-twice            HANDSHAKE_NOT_WEBSOCKET  none
      subprotocol-unoffered   HANDSHAKE_NOT_WEBSOCKET  none
      extension-unoffered     HANDSHAKE_NOT_WEBSOCKET  none
      upgrade-missing         HANDSHAKE_NOT_WEBSOCKET  none
      connection-missing      HANDSHAKE_NOT_WEBSOCKET  none
      status/418              UNEXPECTED_STATUS        none
      status/503              SERVER_ERROR             none
      unauthorized            open                     1000
      redirect/302            open                     1000
      delay/1s                open                     1000
      no-answer               TIMEOUT                  none
      frame-with-101          open                     1000
      masked                  PROTOCOL_VIOLATION       1002
      rsv/1                   PROTOCOL_VIOLATION       1002
      rsv/2                   PROTOCOL_VIOLATION       1002
      rsv/3                   PROTOCOL_VIOLATION       1002
      opcode/3                PROTOCOL_VIOLATION       1002
      opcode/7                PROTOCOL_VIOLATION       1002
      opcode/11               PROTOCOL_VIOLATION       1002
      opcode/15               PROTOCOL_VIOLATION       1002
      control-fragmented      PROTOCOL_VIOLATION       1002
      control-too-long        PROTOCOL_VIOLATION       1002
      length-not-minimal/16   PROTOCOL_VIOLATION       1002
      length-not-minimal/64   PROTOCOL_VIOLATION       1002
      length-2-63             PROTOCOL_VIOLATION       1002
      continuation-unstarted  PROTOCOL_VIOLATION       1002
      message-inside-message  PROTOCOL_VIOLATION       1002
      utf8-invalid            INVALID_UTF8             1007
      utf8-split              INVALID_UTF8             1007
      utf8-truncated          INVALID_UTF8             1007
      close-one-byte          PROTOCOL_VIOLATION       1002
      close-code/0            PROTOCOL_VIOLATION       1002
      close-code/999          PROTOCOL_VIOLATION       1002
      close-code/1005         PROTOCOL_VIOLATION       1002
      close-code/1006         PROTOCOL_VIOLATION       1002
      close-code/1015         PROTOCOL_VIOLATION       1002
      close-code/5000         PROTOCOL_VIOLATION       1002
      close-reason-not-utf8   INVALID_UTF8             1007
      data-after-close        closed                   1000
      close-unanswered        open                     1000
      drop                    CONNECTION_ABORTED       none
      drop-in-frame           CONNECTION_ABORTED       none
      ping-unanswered         TIMEOUT                  none
      pong-unasked            open                     1000
      half-frame              TIMEOUT                  none
      """;

  private static final Set<String> TEXTS_A_STREAM_REFUSES =
      Set.of("frame-with-101", "utf8-split", "message-inside-message");

  private final RunningServer server;

  FaultsIT(RunningServer server) {
    this.server = server;
  }

  static Stream<Arguments> rows() {
    return TABLE.lines().map(line -> Arguments.of((Object[]) line.split(" +", 3)));
  }

  @Test
  void noFaultIsLeftOut() throws Exception {
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.base() + "wire/fault/")).build(),
                BodyHandlers.ofString())
            .body();
    Set<String> offered =
        Pattern.compile("wire/fault/([a-z0-9-]+)\"")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(rows().map(row -> ((String) row.get()[0]).replaceFirst("/.*", "")))
        .containsAll(offered);
    assertThat(offered).hasSizeGreaterThan(30);
  }

  @ParameterizedTest(name = "ClientWebSocket, {0}: {1}, sends {2}")
  @MethodSource("rows")
  void theSequentialClient(String fault, String end, String code) throws Exception {
    ClientWebSocket socket = new ClientWebSocket();
    settings(socket.control(), fault);
    check(
        fault,
        end,
        code,
        uri -> {
          socket.connect(uri);
          ByteBuffer buffer = ByteBuffer.allocate(1000);
          while (!end.equals("open")
              && socket.receive(buffer.clear()).kind() != ReceiveResult.Kind.CLOSE) {
            // until it ends
          }
          if (end.equals("open")) {
            socket.close(CloseStatus.NORMAL, "");
          }
        });
    socket.abort();
  }

  @ParameterizedTest(name = "MessageWebSocket, {0}: {1}, sends {2}")
  @MethodSource("rows")
  void theClientWithCallbacks(String fault, String end, String code) throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    settings(socket.control(), fault);
    CompletableFuture<CloseResult> closed = new CompletableFuture<>();
    socket.onClosed(closed::complete);
    check(
        fault,
        end,
        code,
        uri -> {
          socket.connect(uri).join();
          if (end.equals("open")) {
            socket.close(CloseStatus.NORMAL, "");
          }
          closed.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
          if (!end.equals("open")) {
            socket
                .failure()
                .ifPresent(
                    failure -> {
                      throw failure;
                    });
          }
        });
    socket.abort();
  }

  @ParameterizedTest(name = "StreamWebSocket, {0}: {1}, sends {2}")
  @MethodSource("rows")
  void theClientForStreams(String fault, String end, String code) throws Exception {
    boolean refused = TEXTS_A_STREAM_REFUSES.contains(fault);
    StreamWebSocket socket = new StreamWebSocket();
    settings(socket.control(), fault);
    check(
        fault,
        refused ? "PROTOCOL_VIOLATION" : end,
        refused ? "1003" : code,
        uri -> {
          socket.connect(uri);
          if (refused || !end.equals("open")) {
            socket.input().readAllBytes();
          } else {
            socket.close(CloseStatus.NORMAL, "");
          }
        });
    socket.abort();
  }

  /** What a client does, in its own way. */
  private interface Use {
    void play(URI uri) throws Exception;
  }

  private void check(String fault, String end, String code, Use use) throws Exception {
    try (Relay relay = Relay.before(server.ws("wire/fault/" + fault))) {
      assertThat(failure(use, relay.uri()))
          .isEqualTo(Set.of("open", "closed").contains(end) ? "no failure" : end);
      Optional<Integer> wanted =
          code.equals("none") ? Optional.empty() : Optional.of(Integer.valueOf(code));
      await()
          .atMost(ANSWER)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .untilAsserted(
              () -> assertThat(relay.clientsClose().map(CloseStatus::code)).isEqualTo(wanted));
    }
  }

  private static String failure(Use use, URI uri) throws Exception {
    try {
      use.play(uri);
      return "no failure";
    } catch (WebSocketException failure) {
      return failure.status().name();
    } catch (IOException | CompletionException failure) {
      return ((WebSocketException) failure.getCause()).status().name();
    }
  }

  private static void settings(ClientOptions control, String fault) {
    control
        .noDeflate()
        .basic("wsbin", "secret")
        .closeTimeout(Duration.ofSeconds(1))
        .connectTimeout(Duration.ofSeconds(fault.equals("no-answer") ? 1 : 30))
        .receiveTimeout(Duration.ofSeconds(fault.equals("half-frame") ? 1 : 30));
    if (fault.equals("ping-unanswered")) {
      control.pingInterval(Duration.ofMillis(300));
    }
  }
}
