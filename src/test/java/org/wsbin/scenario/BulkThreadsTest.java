package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BulkThreadsTest {

  @Test
  void tasksRunOnDaemonsOfTheirOwn() throws Exception {
    try (BulkThreads threads = new BulkThreads("wsbin-bulk-")) {
      Thread thread =
          CompletableFuture.supplyAsync(Thread::currentThread, threads).get(1, TimeUnit.MINUTES);
      assertThat(thread.getName()).startsWith("wsbin-bulk-");
      assertThat(thread.isDaemon()).isTrue();
    }
  }

  @Test
  void aTaskAfterTheEndIsDropped() {
    BulkThreads threads = new BulkThreads("wsbin-bulk-");
    threads.close();
    CompletableFuture<Void> run = new CompletableFuture<>();
    threads.execute(() -> run.complete(null));
    assertThat(run).isNotDone();
  }
}
