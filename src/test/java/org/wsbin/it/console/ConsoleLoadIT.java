package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** A lot at once: the page stays with the person who uses it. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleLoadIT {
  /** Of the page's work: a page that does it all in one task is blocked for as long as it takes. */
  private static final double LONGEST_SHARE = 0.05;

  private static final Pattern HEX_MEMBER = Pattern.compile("\"hex\":\"([0-9a-f]*)\"");

  /** In a text within JSON, its quotes escaped. */
  private static final Pattern SHA_256_MEMBER =
      Pattern.compile("\"sha256\\\\\":\\\\\"([0-9a-f]{64})");

  private static final int FILE = 5 * 1024 * 1024;

  private static final String RECORD_PROGRESS =
      """
      window.shares = [];
      const bar = document.getElementById("progress");
      const look = () => {
        if (!bar.hidden) window.shares.push(bar.value);
        requestAnimationFrame(look);
      };
      look();
      """;

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleLoadIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  @Test
  void fiftyThousandMessagesDoNotBlockThePage() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      tab.connected().find("#clear").click();
      MainThreadTasks tasks =
          MainThreadTasks.during(
              chromium,
              tab.page(),
              () -> {
                tab.connect(server.ws("wire/generate/800000?chunk=16&kind=text").toString());
                tab.waitFor("fact-received", "50,001 msg").waitFor("state", "closed 1000");
              });
      assertThat(tasks.longestShare()).as("%s", tasks).isLessThan(LONGEST_SHARE);
      assertThat(tab.find(".row").count()).isLessThan(100);
    }
  }

  @Test
  void tenThousandFramesInTheServersViewDoNotBlockThePage() {
    try (RunningServer roomy = Servers.startLike(server, Map.of("transcript-bytes", "16m"));
        ConsoleTab tab = ConsoleTab.open(chromium, roomy.base(), "ws/echo")) {
      tab.connected().find("#panes [data-key=server]").click();
      MainThreadTasks tasks =
          MainThreadTasks.during(
              chromium,
              tab.page(),
              () -> {
                tab.connect(roomy.ws("wire/generate/160000?chunk=16&kind=text").toString());
                tab.waitFor("server-count", "10,00").waitFor("verdict", "Passed");
              });
      assertThat(tasks.longestShare()).as("%s", tasks).isLessThan(LONGEST_SHARE);
      assertThat(tab.find("#server-list .row").count()).isLessThan(100);
      tab.find("#server-list").press("Home");
      assertThat(tab.find("#server-list .row[aria-selected=true]").getAttribute("data-kind"))
          .isEqualTo("opened");
    }
  }

  @Test
  void aLargeExportIsWholeAndDoesNotBlockThePage() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      tab.connected().connect(server.ws("wire/generate/20000000?chunk=1000").toString());
      tab.waitFor("fact-received", "20,001 msg").waitFor("state", "closed 1000");
      AtomicReference<Path> export = new AtomicReference<>();
      MainThreadTasks tasks =
          MainThreadTasks.during(
              chromium,
              tab.page(),
              () ->
                  export.set(tab.page().waitForDownload(() -> tab.find("#export").click()).path()));
      assertThat(tasks.longestShare()).as("%s", tasks).isLessThan(LONGEST_SHARE);
      assertThat(sha256(export.get())).isEqualTo(receipt(export.get()));
    }
  }

  /** Of the binary messages of an export, one after the other. */
  private static String sha256(Path export) {
    try (Stream<String> lines = Files.lines(export)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines
          .map(HEX_MEMBER::matcher)
          .filter(Matcher::find)
          .forEach(hex -> digest.update(HexFormat.of().parseHex(hex.group(1))));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException failure) {
      throw new AssertionError(failure);
    }
  }

  /** What the server says it is. */
  private static String receipt(Path export) {
    try (Stream<String> lines = Files.lines(export)) {
      return lines
          .map(SHA_256_MEMBER::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void theLogDropsTheOldestBeyondAHundredThousandEntries() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "wire/echo")) {
      tab.connected().find("#text").fill("x");
      tab.find("#repeat").check();
      tab.find("#every").fill("0");
      tab.find("#times").fill("50010");
      tab.find("#send").click();
      tab.waitFor("fact-received", "50,010 msg").waitFor("count", "100,000");
      tab.waitFor("limit", "22 older entries were dropped");
      tab.find("#transcript").press("Home");
      assertThat(tab.find(".row[aria-selected=true]").getAttribute("aria-posinset")).isEqualTo("1");
      tab.find("#filter").fill("nothing like it");
      tab.waitFor("count", "0 of 100,000");
    }
  }

  @Test
  void aFileIsEchoedAndItsProgressIsDisplayed(@TempDir Path directory) throws IOException {
    byte[] content = new byte[FILE];
    new Random(1).nextBytes(content);
    Path file = Files.write(directory.resolve("five.bin"), content);
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "wire/stall/1/echo")) {
      tab.connected().find("#sender-tabs [data-key=file]").click();
      tab.page().evaluate(RECORD_PROGRESS);
      tab.find("#file").setInputFiles(file);
      tab.find("#send").click();
      tab.waitFor("fact-received", "1 msg · 5.00 MiB");
      assertThat(tab.text("progress-text")).isEqualTo("5.00 MiB of 5.00 MiB passed to the network");
      List<Double> shares =
          ((List<?>) tab.page().evaluate("window.shares"))
              .stream().map(share -> ((Number) share).doubleValue()).toList();
      assertThat(shares).isSorted().contains((double) FILE).anyMatch(share -> share < FILE);
      tab.rows("binary", "received").click();
      assertThat(tab.text("detail-body"))
          .startsWith("000000  %02x %02x".formatted(content[0], content[1]));
    }
  }
}
