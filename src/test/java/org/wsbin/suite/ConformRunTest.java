package org.wsbin.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.conformance.CaseCatalogue;

/** A run against several servers. */
class ConformRunTest {
  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  private int run(List<TestedServer> servers, Optional<Path> junit) throws InterruptedException {
    CaseCatalogue catalogue = CaseCatalogue.load();
    return new ConformRun(
            catalogue,
            catalogue.select(List.of("1.1.1"), List.of()),
            1,
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            false)
        .run(
            servers,
            new ConformRun.Destinations(
                Optional.empty(), junit, Optional.empty(), Optional.empty()));
  }

  private static TestedServer named(String agent, URI uri) {
    return new TestedServer(uri, Optional.of(agent), List.of(), List.of(), false);
  }

  /** The names come from Server headers, which two servers can have in common. */
  @Test
  void aFailureCountsIfTheNextServerOfThatNamePasses() throws Exception {
    Path junit = directory.resolve("junit.xml");
    try (TestServer bad = new TestServer(TestServer.Way.REFUSES);
        TestServer good = new TestServer(TestServer.Way.ECHOES)) {
      int code =
          run(List.of(named("same", bad.uri()), named("same", good.uri())), Optional.of(junit));
      assertThat(code).isEqualTo(ConformRun.FAILED);
    }
    assertThat(Files.readString(junit)).contains("\"same\"", "\"same (2)\"", "failures=\"1\"");
  }

  @Test
  void aHostThatDoesNotExistIsSaid() throws Exception {
    int code = run(List.of(named("a", URI.create("ws://no-such-host.invalid/"))), Optional.empty());
    assertThat(code).isEqualTo(ConformRun.UNREACHABLE);
    assertThat(err)
        .hasToString("Cannot connect to ws://no-such-host.invalid/: there is no such host.\n");
  }
}
