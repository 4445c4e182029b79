package org.wsbin.skips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Reports the skips of a JVM's tests, of any engine; in CI fails at the end if one is too many. */
public final class SkipListener implements LauncherSessionListener, TestExecutionListener {
  private static final String LIST = "/allowed-skips.txt";
  private static final String ROOT = "org.wsbin.";

  private final SkipReport report;
  private final boolean ci;

  /** For the JUnit platform. */
  public SkipListener() {
    this(new SkipReport(list(), System.out::println), "true".equals(System.getenv("CI")));
  }

  SkipListener(SkipReport report, boolean ci) {
    this.report = report;
    this.ci = ci;
  }

  /** The lines of the list; blank ones and those that begin with a number sign are left out. */
  static List<AllowedSkip> list() {
    try (InputStream content = SkipListener.class.getResourceAsStream(LIST)) {
      return new String(content.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(AllowedSkip::parse)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(this);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      add(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason"));
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (ci) {
      report.requireAllAllowed();
    }
  }

  private void add(TestIdentifier test, String reason) {
    String name = test.getSource().map(SkipListener::name).orElse(test.getDisplayName());
    report.add(new Skip(name, System.getProperty("wsbin.server", ""), String.valueOf(reason)));
  }

  private static String name(TestSource source) {
    if (source instanceof MethodSource method) {
      return shortened(method.getClassName()) + "." + method.getMethodName();
    }
    return source instanceof ClassSource type ? shortened(type.getClassName()) : source.toString();
  }

  private static String shortened(String type) {
    return type.startsWith(ROOT) ? type.substring(ROOT.length()) : type;
  }
}
