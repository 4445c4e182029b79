package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The console's files have the same headers on every server. */
@ExtendWith(ServerExtension.class)
class ConsoleFilesIT {
  private static final Path WEBAPP = Path.of("webapp");
  private static final Pattern ABSOLUTE = Pattern.compile("(src|href)=\"(https?:|/)");
  private static final Pattern INLINE =
      Pattern.compile("<style|style=\"|<script(?![^>]*src=)|\\son\\w+=\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final RunningServer server;

  ConsoleFilesIT(RunningServer server) {
    this.server = server;
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(WEBAPP)) {
      return Stream.concat(
              Stream.of("", ".ws"),
              files
                  .filter(Files::isRegularFile)
                  .map(file -> WEBAPP.relativize(file).toString())
                  .filter(file -> !file.startsWith("WEB-INF"))
                  .sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsServedWithItsHeaders(String file) throws Exception {
    HttpResponse<byte[]> answer = get(file, "*/*", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(WEBAPP.resolve(source(file))));
    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains(
            "connect-src 'self' ws: wss: http: https:", "base-uri 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(answer, "Content-Type")).startsWith(type(source(file)));
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "console/main.js", "console/theme.css"})
  void whatABrowserHasIsNotSentAgain(String file) throws Exception {
    String tag = header(get(file, "*/*", ""), "ETag");
    HttpResponse<byte[]> again = get(file, "*/*", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(get(file, "*/*", "\"other\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"console/", "console", "console/nothing.js", "console/../WEB-INF/web.xml"})
  void nothingElseIsServed(String file) throws Exception {
    assertThat(get(file, "*/*", "").statusCode()).isIn(400, 404);
  }

  @Test
  void thePageHasNoInlineScriptAndUsesNoOtherOrigin() throws IOException {
    String page = Files.readString(WEBAPP.resolve("index.html"));
    Matcher absolute = ABSOLUTE.matcher(page);
    Matcher inline = INLINE.matcher(page);
    assertThat(absolute.find()).as("an address that is not relative").isFalse();
    assertThat(inline.find()).as("an inline script or style").isFalse();
  }

  private static String source(String file) {
    return file.isEmpty() || file.equals(".ws") ? "index.html" : file;
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=utf-8";
      case "js" -> "text/javascript;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private HttpResponse<byte[]> get(String file, String accept, String tag) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(file)).header("Accept", accept);
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    return client.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofByteArray());
  }
}
