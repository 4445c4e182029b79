package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.proxy.EndHow;
import org.wsbin.proxy.ProxySettings;
import org.wsbin.proxy.ProxyTarget;

/** {@code wsbin proxy}, up to where it accepts connections. */
class ProxyCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> told = new ArrayList<>();
  private final Cli cli =
      new Cli(
          flags -> Cli.FAILED,
          Cli.Clients.returning(Cli.FAILED)
              .with(
                  (settings, faults) -> {
                    told.add(faults);
                    return Cli.OK;
                  }),
          new PrintWriter(out, true),
          new PrintWriter(err, true));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy                              | The target is missing. Example: wsbin proxy --idle-timeout 30s http://localhost:8000
          proxy h i                          | The target is followed by "i"; only one is allowed. Put quotes around a value with spaces.
          proxy ftp://h                      | The target is "ftp://h"; allowed is http://HOST:PORT, https://…, ws://… or wss://…, without a path.
          proxy http://h/path                | The target is "http://h/path"; allowed is http://HOST:PORT, https://…, ws://… or wss://…, without a path.
          proxy http://h:70000               | The target is "http://h:70000"; allowed is http://HOST:PORT, https://…, ws://… or wss://…, without a path.
          proxy --port 65536 h               | The option --port is "65536"; allowed is a whole number from 0 to 65535.
          proxy --idle-timeout 30 h          | The option --idle-timeout is "30"; allowed is a duration such as 500ms, 2s or PT2S, from 10ms to 24h.
          proxy --max-age 0 h                | The option --max-age is "0"; allowed is a duration such as 500ms, 2s or PT2S, from 10ms to 24h.
          proxy --max-age 1m --idle-end x h  | The option --idle-end is "x"; allowed is fin, rst or close.
          proxy --idle-end rst h             | The option --idle-end does nothing alone; give --idle-timeout or --max-age too.
          proxy --pings-are-idle h           | The option --pings-are-idle does nothing alone; give --idle-timeout too.
          proxy --limit-end rst h            | The option --limit-end does nothing alone; give --max-frame or --max-message too.
          proxy --max-frame x h              | The option --max-frame is "x"; allowed is a size such as 65536, 64k or 16m, from 0 to 1024g.
          proxy --max-frame 1 --limit-end 1 h| The option --limit-end is "1"; allowed is 1009, fin or rst.
          proxy --reframe 0 h                | The option --reframe is "0"; allowed is a size such as 65536, 64k or 16m, from 1 to 1m.
          proxy --latency 2m h               | The option --latency is "2m"; allowed is a duration such as 500ms, 2s or PT2S, from 1ms to 1m.
          proxy --http 1.1 h                 | The option --http is "1.1"; allowed is 1.0.
          proxy --reply 101 h                | The option --reply is "101"; allowed is a whole number from 200 to 599.
          proxy --strip X: h                 | The option --strip is "X:"; allowed is the name of a header, such as Upgrade.
          proxy --add X h                    | The option --add is "X"; allowed is 'NAME: VALUE'.
          proxy --set =:1 h                  | The option --set is "=:1"; allowed is 'NAME: VALUE'.
          proxy --close-code 1000 h          | The option --close-code is "1000"; allowed is FROM=TO with codes from 1000 to 4999, such as 1000=1006, or none for one.
          proxy --close-code 1000=5000 h     | The option --close-code is "1000=5000"; allowed is FROM=TO with codes from 1000 to 4999, such as 1000=1006, or none for one.
          proxy --close-code 1006=1011 h     | The option --close-code is "1006=1011"; allowed is a code that a close frame can have as the first.
          proxy --max-connections 0 h        | The option --max-connections is "0"; allowed is a whole number from 1 to 1000.
          proxy --latency                    | Missing required parameter for option '--latency' (DURATION). Try --help.
          proxy --port 1 --port 2 h          | option '--port' (N) should be specified only once. Try --help.
          --port 1 proxy h                   | The option --port belongs to serve, not to proxy: leave it out.
          """)
  void aWrongCallIs2WithASentence(String arguments, String sentence) {
    assertThat(cli.run(arguments.split(" +"))).isEqualTo(2);
    assertThat(err).hasToString(sentence + "\n");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8000, http://localhost:8000",
    "http://localhost, http://localhost:80",
    "ws://localhost:1/, http://localhost:1",
    "wss://example.com, https://example.com:443",
    "https://[::1]:8443, https://[::1]:8443"
  })
  void theTargetMayBeWrittenInSeveralWays(String given, String target) {
    assertThat(ProxyBetween.settings(given).target()).hasToString(target);
  }

  @Test
  void optionsAreOffUnlessGiven() {
    ProxyTarget target = new ProxyTarget("h", 80, false, false);
    assertThat(ProxyBetween.settings("--port 0 h")).isEqualTo(ProxySettings.transparent(target));
    assertThat(ProxyBetween.settings("h").port()).isEqualTo(9000);
  }

  @Test
  void optionsCanBeCombined() {
    ProxySettings settings =
        ProxyBetween.settings(
            "-k --idle-timeout 2s --idle-end close --max-frame 64k --limit-end fin"
                + " --close-code 1000=1006 --close-code none=1001 --add X:1 --add X:2 https://h");
    assertThat(settings.target().insecure()).isTrue();
    assertThat(settings.times().idle()).contains(Duration.ofSeconds(2));
    assertThat(settings.times().endHow()).isEqualTo(EndHow.CLOSE);
    assertThat(settings.frames().maxFrame()).hasValue(65536);
    assertThat(settings.frames().limitEnd()).isEqualTo(EndHow.FIN);
    assertThat(settings.frames().closeCodes()).isEqualTo(Map.of(1000, 1006, 1005, 1001));
    assertThat(settings.heads().add()).containsExactly(Map.entry("X", "1"), Map.entry("X", "2"));
  }

  @Test
  void theFaultsAreTold() {
    cli.run(
        "proxy", "--port", "0", "--strip", "A", "--strip", "B", "--set", "C: d", "--smuggle", "h");
    assertThat(told).containsExactly("--strip A --strip B --set \"C: d\" --smuggle");
  }

  @Test
  void aPortInUseIs1WithASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      ProxySettings settings = ProxyBetween.settings("--port " + port + " h");
      PrintWriter printer = new PrintWriter(err, true);
      assertThat(ProxyCommand.run(settings, "", printer, printer, end -> {})).isEqualTo(1);
      assertThat(err)
          .hasToString(
              "The proxy cannot listen on port "
                  + port
                  + " of \"127.0.0.1\": the port is in use; choose another one with --port, or 0"
                  + " for a free one.\n");
    }
  }

  @Test
  void theHelpHasEachOptionAndExamples() {
    assertThat(cli.run("proxy", "--help")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: wsbin proxy [OPTIONS] TARGET\n")
        .contains("wsbin proxy --idle-timeout 60s http://localhost:8000")
        .contains(ProxyCommand.CHOICES.stream().map(ProxyCommand.Choice::name).toList());
  }
}
