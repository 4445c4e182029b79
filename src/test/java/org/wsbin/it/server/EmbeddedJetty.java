package org.wsbin.it.server;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link JettyMain} with the Jetty of the test class path, and nothing else of that path. */
final class EmbeddedJetty implements Kind {

  private static final Pattern JETTYS_OWN =
      Pattern.compile("(jetty-|asm|slf4j-|jakarta\\..*-api-).*\\.jar");
  private static final Pattern SERVER_JAR = Pattern.compile("jetty-server-([\\d.]+).*\\.jar");

  @Override
  public Launch prepare(Scratch scratch, Path war) {
    List<Path> classPath =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(Build.testClassPath())
            .map(Path::of)
            .filter(entry -> isJettys(entry) || entry.equals(testClasses()))
            .toList();
    List<String> command =
        List.of(
            Build.java(),
            "-Djava.io.tmpdir=" + scratch.root(),
            "-cp",
            classPath.stream().map(Path::toString).collect(joining(File.pathSeparator)),
            JettyMain.class.getName(),
            String.valueOf(Build.port().orElse(0)),
            war.toString(),
            "/wsbin");
    String product = "Jetty %s (EE 10)".formatted(version(classPath));
    return new Launch(product, command, Map.of(), Address.announced(), Optional.empty());
  }

  private static boolean isJettys(Path entry) {
    return JETTYS_OWN.matcher(entry.getFileName().toString()).matches();
  }

  private static Path testClasses() {
    try {
      return Path.of(JettyMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The test classes are not in a directory.", e);
    }
  }

  private static String version(List<Path> classPath) {
    return classPath.stream()
        .map(entry -> SERVER_JAR.matcher(entry.getFileName().toString()))
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .findFirst()
        .orElse("of unknown version");
  }
}
