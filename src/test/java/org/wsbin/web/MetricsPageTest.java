package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wsbin.observe.Metrics;

class MetricsPageTest {
  private final Metrics metrics = new Metrics();
  private final MetricsPage page = new MetricsPage(metrics);

  @Test
  void itShowsTheMetrics() throws IOException {
    FakeExchange exchange = FakeExchange.plainGet("/metrics");
    page.doGet(exchange.request(), exchange.response());
    assertThat(exchange.body()).contains("\njvm_memory_used_bytes{").endsWith("\n");
  }

  /** Readers that stop reading hold a thread and a text each. */
  @Test
  void onlySoManyAreAnsweredAtOnce() throws Exception {
    CountDownLatch writing = new CountDownLatch(MetricsPage.MOST_AT_ONCE);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    ExecutorService readers = Executors.newFixedThreadPool(MetricsPage.MOST_AT_ONCE);
    try {
      for (int i = 0; i < MetricsPage.MOST_AT_ONCE; i++) {
        FakeExchange slow = FakeExchange.plainGet("/metrics");
        slow.whileWriting =
            () -> {
              writing.countDown();
              goOn.await();
            };
        answers.add(
            readers.submit(
                () -> {
                  page.doGet(slow.request(), slow.response());
                  return slow.body();
                }));
      }
      assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
      FakeExchange oneMore = FakeExchange.plainGet("/metrics");
      page.doGet(oneMore.request(), oneMore.response());
      assertThat(oneMore.answer())
          .isEqualTo("503 8 requests for the metrics are being answered: try again later.\n");
    } finally {
      goOn.countDown();
      readers.shutdown();
    }
    assertThat(answers).allSatisfy(a -> assertThat(a.get(10, TimeUnit.SECONDS)).isNotEmpty());
    itShowsTheMetrics();
  }
}
