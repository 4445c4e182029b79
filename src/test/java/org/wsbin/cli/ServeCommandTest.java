package org.wsbin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.settings.Settings.Listen;
import org.wsbin.settings.Settings.Tls;

class ServeCommandTest {
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeEach
  void keepTheConsole() {
    System.setErr(new PrintStream(console, true, UTF_8));
  }

  @AfterEach
  void giveTheConsoleBack() throws Exception {
    System.setErr(realErr);
    LogManager.getLogManager().readConfiguration(); // its handler has the old console
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1 | 8000 | /     | false | http://127.0.0.1:8000/       | ws://127.0.0.1:8000/ws/       | ws://127.0.0.1:8000/ws/echo
          127.0.0.1 | 8443 | /     | true  | https://127.0.0.1:8443/      | wss://127.0.0.1:8443/ws/      | wss://127.0.0.1:8443/ws/echo
          0.0.0.0   | 80   | /     | false | http://localhost:80/         | ws://localhost:80/ws/         | ws://localhost:80/ws/echo
          ::        | 80   | /     | false | http://localhost:80/         | ws://localhost:80/ws/         | ws://localhost:80/ws/echo
          ::1       | 80   | /     | false | http://[::1]:80/             | ws://[::1]:80/ws/             | ws://[::1]:80/ws/echo
          a.example | 80   | /x/y  | false | http://a.example:80/x/y/     | ws://a.example:80/x/y/ws/     | ws://a.example:80/x/y/ws/echo
          """)
  void theLineHasUrlsThatWork(
      String host, int port, String path, boolean tls, String page, String time, String echo) {
    Listen listen =
        new Listen(
            host, 0, path, new Tls(tls, Optional.empty(), Optional.empty()), Optional.empty());
    assertThat(ServeCommand.ready(listen, port))
        .isEqualTo("wsbin (unpacked) is ready at " + page + "  (" + time + " and " + echo + ")");
  }

  @Test
  void aPortInUseIs1WithASentenceAndNoStackTrace(@TempDir Path unpacked) throws Exception {
    Files.createDirectory(unpacked.resolve("war"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      String port = Integer.toString(taken.getLocalPort());
      PrintWriter printer = new PrintWriter(out, true);
      int exit =
          new Cli(
                  flags ->
                      new ServeCommand(unpacked.resolve("war"), unpacked, printer, atEnd -> {})
                          .run(flags),
                  Cli.Clients.returning(0),
                  printer,
                  new PrintWriter(err, true))
              .run("--host", "127.0.0.1", "--port", port);
      assertThat(exit).isEqualTo(1);
      assertThat(err.toString().strip())
          .startsWith("Cannot listen on 127.0.0.1 port " + port + ": ")
          .contains("in use", "--port")
          .endsWith(".")
          .doesNotContain("\n");
      assertThat(out.toString()).isEmpty();
      assertThat(console.toString(UTF_8)).isEmpty();
    }
  }
}
