package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.peer.ProxyProcess;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.terminal.Diff;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProcessEnvironment;
import org.wsbin.terminal.Terminals;

/** What {@code wsbin diff} finds out about what stands between: each fault, and nothing else. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class DiffIT {
  private static final Pattern KIND = Pattern.compile("\"kind\":\"([^\"]+)\"");
  private static final String NGINX =
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection \"upgrade\"; proxy_set_header X-Real-IP $remote_addr;";

  @TempDir private Path directory;

  private final RunningServer server;

  DiffIT(RunningServer server) {
    this.server = server;
  }

  private record Outcome(int exit, String out, String err) {
    String kinds() {
      return String.join(
          " ",
          new TreeSet<>(
              KIND.matcher(out)
                  .results()
                  .map((MatchResult match) -> match.group(1))
                  .collect(Collectors.toSet())));
    }
  }

  private static Outcome diff(String url, Optional<String> transcripts, Flag... flags) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Map<Flag, List<String>> given =
        Arrays.stream(flags).collect(Collectors.toMap(flag -> flag, flag -> List.of()));
    int exit =
        Diff.run(
            List.of(url),
            transcripts,
            given,
            new ProcessEnvironment(
                InputStream.nullInputStream(),
                out,
                new PrintWriter(err, true),
                new Terminals(false, false, false),
                Map.of(),
                end -> {}));
    return new Outcome(exit, out.toString(UTF_8), err.toString());
  }

  @Test
  void withoutAnythingBetweenBothSidesSawTheSame() throws Exception {
    Path output = directory.resolve("output");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("wsbin.war"),
                "diff",
                server.ws("wire/echo").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).content(UTF_8).contains("Both sides saw the same.");
    assertThat(java.exitValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                              | ''
          --reframe 64k                       | frames-merged masking-keys
          --reframe 1k                        | frames-split masking-keys
          --swallow-pings                     | ping-lost
          --answer-pings                      | ping-lost pong-added
          --strip Sec-WebSocket-Extensions    | header-removed
          --strip-compression                 | header-removed
          --close-code 4321=1001               | close-code masking-keys
          --add Via:_1.1_box                  | header-added
          """)
  void eachFaultOfAProxyIsFoundAlone(String options, String kinds) throws IOException {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      String url = "ws://" + proxy.authority() + server.ws("wire/echo").getRawPath();
      String host = server.base().getAuthority();
      Outcome outcome = diff(url, Optional.of("http://" + host + path("transcripts")), Flag.JSON);
      assertThat(outcome.kinds()).as("%s", outcome).isEqualTo(kinds);
      assertThat(outcome.exit()).isEqualTo(kinds.isEmpty() ? 0 : 1);
    }
  }

  private String path(String page) {
    return server.ws(page).getRawPath();
  }

  @Test
  void nginxChangesHeadersAndNothingElse() throws IOException {
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), NGINX)) {
      String url = "ws://" + nginx.uri().getAuthority() + path("wire/echo");
      Outcome outcome = diff(url, Optional.empty(), Flag.JSON);
      assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
      assertThat(outcome.kinds().split(" ")).allMatch(kind -> kind.startsWith("header-"));
      assertThat(outcome.out()).contains("header Host was changed", "X-Real-IP was added");
    }
  }

  @Test
  void aServerThatIsNotThereIs3() {
    Outcome outcome = diff("ws://localhost:1/wire/echo", Optional.empty());
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo("localhost:1 refuses connections; is a server listening there?\n");
  }
}
