package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/**
 * Much more data than the server has memory: 1 GiB at 64 MiB of heap with {@code java -jar}, and
 * less elsewhere.
 */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class BulkIT {
  private static final int PIECE = 1 << 20;

  private final RunningServer original;
  private final long bytes;
  private RunningServer server;

  BulkIT(RunningServer original) {
    this.original = original;
    this.bytes = original.name().equals("standalone") ? 1L << 30 : 96L << 20;
  }

  @BeforeAll
  void startWithASmallHeap() {
    server = Servers.startLike(original, "64m", Map.of("max-message", "2g"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"ws, 32k", "wire, 32k", "ws, 1g", "wire, 1g"})
  void whatIsGeneratedIsWhatTheReceiptSays(String engine, String chunk) throws IOException {
    String path = engine + "/generate/" + bytes + "?seed=7&chunk=" + chunk;
    MessageDigest digest = sha256();
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      long came = 0;
      Frame frame = socket.read(LONG);
      while (frame.opcode() != Frame.TEXT) {
        if (!frame.isControl()) {
          digest.update(frame.payload().toArray());
          came += frame.payload().length();
        }
        frame = socket.read(LONG);
      }
      assertThat(came).isEqualTo(bytes);
      assertThat(frame.payload().utf8())
          .startsWith("{\"bytes\":" + bytes + ",")
          .endsWith(",\"seed\":7,\"sha256\":\"" + hex(digest) + "\"}");
      assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void whatIsSunkIsWhatTheReceiptSays(String engine) throws IOException {
    Bytes piece = Bytes.pattern(PIECE);
    byte[] octets = piece.toArray();
    MessageDigest digest = sha256();
    try (RawWebSocket socket = RawWebSocket.open(server.ws(engine + "/sink"))) {
      for (long sent = 0; sent < bytes; sent += PIECE) {
        Frame frame = sent == 0 ? Frame.binary(piece) : Frame.continuation(piece);
        digest.update(octets);
        socket.send(sent + PIECE == bytes ? frame : frame.unfinished());
      }
      String fragments = engine.equals("wire") ? Long.toString(bytes / PIECE) : "null";
      assertThat(socket.readMessage(LONG).text())
          .startsWith(
              "{\"kind\":\"binary\",\"bytes\":%d,\"fragments\":%s,\"sha256\":\"%s\",\"millis\":"
                  .formatted(bytes, fragments, hex(digest)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void whoNeverReadsIsNotGeneratedFor(String engine) throws IOException {
    List<RawWebSocket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        deaf.add(
            Opening.to(server.ws(engine + "/generate/100g?chunk=100g")).receiveBuffer(4096).open());
      }
      whatIsSunkIsWhatTheReceiptSays(engine);
    } finally {
      for (RawWebSocket socket : deaf) {
        socket.close();
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesOnBothEngines() throws IOException {
    ByteBuffer ws = ByteBuffer.wrap(generated("ws").toArray());
    assertThat(ws).isEqualTo(ByteBuffer.wrap(generated("wire").toArray()));
    assertThat(ws.remaining()).isEqualTo(1000);
  }

  private Bytes generated(String engine) throws IOException {
    String path = engine + "/generate/1000?seed=9&kind=text";
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      return socket.readMessage(LONG).payload();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
