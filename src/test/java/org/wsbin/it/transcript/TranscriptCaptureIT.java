package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Wireshark reads the capture file of a transcript. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class TranscriptCaptureIT {
  private static final Path TSHARK = Path.of("/usr/bin/tshark");

  private final RunningServer server;
  private final String name = UUID.randomUUID().toString();

  @TempDir private Path directory;

  TranscriptCaptureIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void tsharkShowsEachFrameWithItsPayload() throws Exception {
    try (RawWebSocket socket =
        Opening.to(server.ws("wire/echo?ping-interval=0&transcript=" + name))
            .header("Cookie: secret=1")
            .open()) {
      socket.send(Frame.text("hello"));
      socket.readMessage(LONG);
      socket.send(Frame.binary(Bytes.pattern(3000)));
      socket.readMessage(LONG);
      socket.send(Frame.binary(Bytes.pattern(100_000)));
      socket.readMessage(LONG);
      socket.send(Frame.ping("p"));
      socket.send(Frame.close(4001, "bye"));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
    Path file = capture();
    assertThat(tshark(file, "websocket", "websocket.opcode"))
        .as(
            "opcodes, in the order of their times; the echo of the largest may have fragments, and"
                + " the close may arrive with the ping, so before the pong")
        .containsSubsequence("1", "1", "2", "2", "2", "2", "9", "10", "8")
        .filteredOn("8"::equals)
        .hasSize(2);
    assertThat(tshark(file, "websocket.mask==1 && websocket.opcode==1", "text").get(0))
        .contains("hello");
    assertThat(tshark(file, "websocket.payload.close.status_code==4001", "frame.number"))
        .hasSize(2);
    assertThat(tshark(file, "http.request", "http.request.uri", "http.cookie").get(0))
        .contains("/wire/echo?ping-interval=0&transcript=" + name, "***");
    assertThat(tshark(file, "frame.comment contains \"Cut\"", "frame.number")).isNotEmpty();
    assertThat(tshark(file, "_ws.expert.severity >= 0x600000", "frame.number", "_ws.expert"))
        .as("warnings and errors")
        .isEmpty();
  }

  @Test
  void wsHasNoBytesToShow() throws Exception {
    try (RawWebSocket socket = Opening.to(server.ws("ws/echo?transcript=" + name)).open()) {
      socket.send(Frame.close(1000, ""));
      socket.readClose(LONG);
    }
    HttpResponse<byte[]> answer = get();
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(new String(answer.body(), UTF_8))
        .startsWith("format=pcapng shows bytes on the wire, and this transcript has none");
  }

  private Path capture() throws Exception {
    HttpResponse<byte[]> answer = get();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pcapng");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"" + name + ".pcapng\"");
    return Files.write(directory.resolve("transcript.pcapng"), answer.body());
  }

  private HttpResponse<byte[]> get() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                server.base().resolve("transcripts/" + name + "?wait=10s&format=pcapng"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  /** The fields of the packets that pass the filter, a packet a line. */
  private List<String> tshark(Path file, String filter, String... fields)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(TSHARK), "tshark is not installed");
    List<String> command =
        new ArrayList<>(
            List.of(
                TSHARK.toString(),
                "-r",
                file.toString(),
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "ip.check_checksum:TRUE",
                "-Y",
                filter,
                "-T",
                "fields"));
    Stream.of(fields).forEach(field -> command.addAll(List.of("-e", field)));
    Path errors = directory.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(errors)).isZero();
    return out.lines().toList();
  }
}
