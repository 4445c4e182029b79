package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** A lot at once: the page stays with the person who uses it. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleLoadIT {
  /** Milliseconds: what the console promises, and so the one time that is asserted on. */
  private static final double LONGEST_TASK = 100;

  private static final int RUNS = 5;

  /** In a page with nothing to do: how late it is, since the machine is busy with other things. */
  private static final String WATCH_THE_MACHINE =
      """
      window.stall = 0;
      let last = performance.now();
      const tick = () => {
        const now = performance.now();
        window.stall = Math.max(window.stall, now - last - 5);
        last = now;
        setTimeout(tick, 5);
      };
      tick();
      """;

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
      doesNotBlock(
          tab,
          run -> {
            String path = "wire/generate/800000?chunk=16&kind=text&seed=" + run;
            tab.connect(server.ws(path).toString());
            tab.waitFor("fact-received", "50,001 msg").waitFor("state", "closed 1000");
          });
      assertThat(tab.find(".row").count()).isLessThan(100);
    }
  }

  @Test
  void aLargeExportIsWholeAndDoesNotBlockThePage() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      tab.connected().connect(server.ws("wire/generate/20000000?chunk=1000").toString());
      tab.waitFor("fact-received", "20,001 msg").waitFor("state", "closed 1000");
      doesNotBlock(
          tab,
          run -> {
            Download download = tab.page().waitForDownload(() -> tab.find("#export").click());
            assertThat(sha256(download.path())).isEqualTo(receipt(download.path()));
          });
    }
  }

  /** Does it until the page has been blocked no longer than promised, a few times at most. */
  private void doesNotBlock(ConsoleTab tab, IntConsumer work) {
    try (BrowserContext elsewhere = chromium.context(new NewContextOptions())) {
      Page idle = elsewhere.newPage();
      idle.evaluate(WATCH_THE_MACHINE);
      double blocked = Double.MAX_VALUE;
      for (int run = 0; run < RUNS && blocked > LONGEST_TASK; run++) {
        idle.evaluate("window.stall = 0");
        tab.longestTask();
        work.accept(run);
        blocked = tab.longestTask() - ((Number) idle.evaluate("window.stall")).doubleValue();
      }
      assertThat(blocked).isLessThanOrEqualTo(LONGEST_TASK);
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
  void theOldestOfMoreThanAHundredThousandEntriesIsLetGo() {
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
  void aFileIsEchoedAndItsProgressShown(@TempDir Path directory) throws IOException {
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
