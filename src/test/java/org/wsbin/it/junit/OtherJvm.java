package org.wsbin.it.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wsbin.it.server.Build;

/**
 * Runs test classes in a JVM whose class path is wsbin-junit.jar, the named libraries, and their
 * own classes.
 */
final class OtherJvm {
  /** What the launcher and Jupiter need. */
  static final List<String> JUPITER =
      List.of("junit-jupiter-(api|engine|params)", "junit-platform-.*", "opentest4j");

  static final List<String> ASSERTJ = List.of("assertj-core", "byte-buddy");
  static final List<String> OKHTTP = List.of("okhttp-jvm", "okio-jvm", "kotlin-stdlib");

  private static final Path JARS = Path.of(System.getProperty("wsbin.war")).getParent();
  private static final Path TEST_CLASSES = Path.of("target/test-classes");

  private final Path directory;
  private final String classPath;

  /** Its class path has the directory, in which {@link #copy} puts classes. */
  OtherJvm(Path directory, List<List<String>> libraries) {
    this.directory = directory;
    List<String> entries = new ArrayList<>(List.of(directory.toString()));
    entries.add(JARS.resolve("wsbin-junit.jar").toString());
    libraries.stream().flatMap(List::stream).forEach(name -> entries.addAll(jars(name)));
    this.classPath = String.join(File.pathSeparator, entries);
  }

  private static List<String> jars(String name) {
    String all = Build.testClassPath();
    List<String> found =
        Stream.of(all.split(File.pathSeparator))
            .filter(jar -> Path.of(jar).getFileName().toString().matches(name + "-\\d[^/]*\\.jar"))
            .toList();
    assertThat(found).as("%s", name).isNotEmpty();
    return found;
  }

  String classPath() {
    return classPath;
  }

  /** Copies classes of the tests, with their nested ones, and what runs them. */
  OtherJvm copy(Class<?>... types) throws IOException {
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/');
      Path from = TEST_CLASSES.resolve(name).getParent();
      Path to = Files.createDirectories(directory.resolve(name).getParent());
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          if (file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class")) {
            Files.copy(file, to.resolve(file.getFileName()));
          }
        }
      }
    }
    return this;
  }

  /** Runs these test classes to their end. */
  Outcome run(String... classes) throws Exception {
    copy(TestRun.class);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                "-cp",
                classPath,
                TestRun.class.getName()));
    command.addAll(List.of(classes));
    Process java =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(java.waitFor(3, TimeUnit.MINUTES)).as("ended").isTrue();
    } finally {
      java.destroyForcibly();
    }
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      return new Outcome(Files.readString(out, UTF_8), Files.readString(err, UTF_8), left.toList());
    }
  }

  /**
   * What became of a run.
   *
   * @param leftOver what it left in the temporary directory
   */
  record Outcome(String out, String err, List<Path> leftOver) {
    /** The part of the output that is about one test or class, which must be there once. */
    String of(String test) {
      List<String> parts =
          Stream.of(out.split("(?m)^(?=SUCCESSFUL|FAILED|ABORTED|PROPERTIES)"))
              .filter(
                  part -> part.lines().findFirst().orElse("").matches("\\S+ " + test + "(\\(.*)?"))
              .toList();
      assertThat(parts).as("%s in%n%s%n%s", test, out, err).hasSize(1);
      return parts.get(0);
    }
  }
}
