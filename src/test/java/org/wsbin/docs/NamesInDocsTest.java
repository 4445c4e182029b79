package org.wsbin.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page that names a class names one that exists. */
class NamesInDocsTest {
  private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /**
   * All of the code, or what is in front of a member: {@code Name}, {@code @Name}, {@code Name.of}.
   */
  private static final Pattern WHOLE =
      Pattern.compile("@?([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*)(?:[.(#].*)?");

  /** Anywhere in the code, if it has two words. */
  private static final Pattern CAMEL_CASE =
      Pattern.compile("(?<![\\w./-])([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)\\b");

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Z]\\w*)");

  /** Also in examples. */
  private static final Pattern QUALIFIED =
      Pattern.compile("\\borg\\.wsbin\\.[a-z.]+\\.([A-Z]\\w*)");

  /** Where names that are not ours are looked for. */
  private static final List<String> FOREIGN_PACKAGES =
      List.of(
          "java.lang",
          "java.io",
          "java.net",
          "java.net.http",
          "java.nio.charset",
          "java.util.concurrent",
          "java.util.concurrent.locks",
          "java.util.function",
          "java.util.zip",
          "javax.net.ssl",
          "jakarta.servlet",
          "jakarta.websocket",
          "jakarta.websocket.server",
          "org.apache.coyote.http11.upgrade",
          "org.apache.tomcat.util.net");

  /** Names that are neither. */
  private static final Set<String> OTHERS =
      Set.of(
          "Authorization", // headers
          "ClientIP", // of Kubernetes
          "Configurator", // ServerEndpointConfig's
          "Cookie",
          "Date",
          "Done", // a close reason
          "ExitOnOutOfMemoryError", // an option of Java
          "Forwarded",
          "Host",
          "ProxyPass", // of Apache httpd
          "ProxyPreserveHost",
          "ProxyTimeout",
          "Timeout");

  private static Set<String> ours;

  @BeforeAll
  static void findOurTypes() {
    ours =
        Stream.of("src/main/java", "src/test/java", "webapp/console")
            .flatMap(directory -> files(Path.of(directory), ".*\\.(java|js)"))
            .flatMap(file -> DECLARED.matcher(content(file)).results())
            .map(found -> found.group(1))
            .collect(toSet());
  }

  static Stream<Path> pages() {
    return Stream.concat(
        files(Path.of("docs"), ".*\\.md"),
        Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyNamedTypeExists(Path page) {
    Set<String> unknown =
        names(content(page))
            .filter(name -> !ours.contains(name) && !OTHERS.contains(name) && !isForeign(name))
            .collect(toCollection(TreeSet::new));
    assertThat(unknown).as("Types that do not exist; is there a new name?").isEmpty();
  }

  @Test
  void namesAreFoundInCodeOnly() {
    String page =
        """
        TheFirst `OldName` and `OldName.of(x)`, `new OtherName()`, `Cache-Control`, `Gone`
        ```java
        import org.wsbin.client.Imported;
        FencedName x;
        ```
        """;

    assertThat(names(page)).containsOnly("OldName", "OtherName", "Gone", "Imported");
  }

  private static Stream<String> names(String page) {
    Stream<String> inCode =
        CODE.matcher(FENCED.matcher(page).replaceAll(""))
            .results()
            .map(NamesInDocsTest::name)
            .flatMap(code -> Stream.concat(whole(code), camelCase(code)));
    return Stream.concat(inCode, QUALIFIED.matcher(page).results().map(NamesInDocsTest::name));
  }

  private static Stream<String> whole(String code) {
    return WHOLE
        .matcher(code)
        .results()
        .filter(r -> r.end() - r.start() == code.length())
        .map(NamesInDocsTest::name);
  }

  private static Stream<String> camelCase(String code) {
    return CAMEL_CASE.matcher(code).results().map(NamesInDocsTest::name);
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }

  private static boolean isForeign(String name) {
    return FOREIGN_PACKAGES.stream().anyMatch(room -> exists(room + "." + name));
  }

  private static boolean exists(String type) {
    String file = type.replace('.', '/') + ".class";
    return ClassLoader.getSystemResource(file) != null;
  }

  private static Stream<Path> files(Path directory, String name) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().matches(name)).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
