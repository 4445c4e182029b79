package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.FrontDoorServer;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.scenario.PlainEcho;

/** The front door on Tomcat, behind a trusted proxy on the same machine, under one name. */
class FrontDoorAccessTest {
  private static final String HOST = "X-Forwarded-Host: wsbin.example";

  @TempDir private static Path documents;
  private static FrontDoorServer server;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(documents.resolve("page.html"), "a page");
    server =
        FrontDoorServer.start(
            documents,
            Map.of("/echo", query -> new PlainEcho()),
            Map.of("trusted-proxies", "127.0.0.1", "allowed-hosts", "wsbin.example"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aPageBehindATlsProxyMayConnectWithoutASetting() throws IOException {
    Opening opening =
        opening()
            .header(HOST)
            .header("X-Forwarded-Proto: https")
            .header("X-Forwarded-For: 1.2.3.4");
    try (RawWebSocket socket = opening.header("Origin: https://wsbin.example").open()) {
      assertThat(socket.answer().status()).isEqualTo(101);
    }
    RawResponse refused = opening.header("Origin: http://wsbin.example").refusal();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().utf8()).endsWith(" Its own origin is https://wsbin.example:443.\n");
  }

  @Test
  void aHandshakeForAnotherNameIs421() throws IOException {
    RawResponse refused = opening().header("X-Forwarded-Host: evil.example").refusal();
    assertThat(refused.status()).isEqualTo(421);
    assertThat(server.refusals()).contains("421 /echo");
    assertThat(refused.body().utf8()).startsWith("The Host \"evil.example\" is not allowed");
  }

  @Test
  void aPageForAnotherNameIs421() throws Exception {
    assertThat(page("wsbin.example").statusCode()).isEqualTo(200);
    assertThat(page("evil.example").statusCode()).isEqualTo(421);
    assertThat(server.refusals()).as("no handshake").noneMatch(r -> !r.endsWith("/echo"));
    assertThat(page("evil.example").body()).startsWith("The Host \"evil.example\" is not allowed");
  }

  private static Opening opening() {
    return Opening.to(server.ws("/echo"));
  }

  private static HttpResponse<String> page(String host) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.http("/page.html")).header("X-Forwarded-Host", host).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
