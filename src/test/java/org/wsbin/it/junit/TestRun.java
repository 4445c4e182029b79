package org.wsbin.it.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main class of the other JVM: runs test classes with JUnit's launcher, and says what became of
 * each test, and what is different in the JVM afterwards.
 */
public final class TestRun {
  private final PrintStream out;

  private TestRun(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] classes) throws Exception {
    new TestRun(System.out).run(classes);
  }

  private void run(String[] classes) throws Exception {
    Map<?, ?> properties = Map.copyOf(System.getProperties());
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "6");
    for (String name : classes) {
      request.selectors(selectClass(name));
    }
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        request.build(),
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            report(test, result);
          }
        });
    TreeSet<Object> changed = new TreeSet<>(System.getProperties().keySet());
    changed.removeIf(name -> System.getProperty(name.toString()).equals(properties.get(name)));
    out.println("PROPERTIES " + changed);
    out.println("HANDLER " + (Thread.getDefaultUncaughtExceptionHandler() == handler));
    awaitEnds();
    Thread.getAllStackTraces().keySet().stream()
        .filter(TestRun::isOfTheServer)
        .forEach(thread -> out.println("THREAD " + thread.getName()));
    out.println("END");
    System.exit(0);
  }

  private void report(TestIdentifier test, TestExecutionResult result) {
    Optional<Throwable> failure = result.getThrowable();
    if (test.isTest() || failure.isPresent()) {
      out.println(result.getStatus() + " " + test.getDisplayName());
    }
    failure.ifPresent(
        thrown -> {
          for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            out.println("| " + cause.getMessage());
          }
          Arrays.stream(thrown.getSuppressed())
              .forEach(also -> out.println("| suppressed " + also));
        });
  }

  /** Threads that have been told to end may take a moment. */
  private static void awaitEnds() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      if (Thread.getAllStackTraces().keySet().stream().noneMatch(TestRun::isOfTheServer)) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static boolean isOfTheServer(Thread thread) {
    ClassLoader loader = thread.getContextClassLoader();
    return (loader != null && loader != ClassLoader.getSystemClassLoader())
        || thread.getName().startsWith("wsbin");
  }
}
