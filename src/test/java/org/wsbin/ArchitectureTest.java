package org.wsbin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the design: who may import whom. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_LINES = 350;

  private static final JavaClasses WSBIN =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  /** For each package those of wsbin's own that it may import. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("text", Set.of()),
          entry("protocol", Set.of()),
          entry("settings", Set.of("text", "protocol")),
          entry("symptom", Set.of()),
          entry("limits", Set.of("settings")),
          entry("cluster", Set.of("text", "settings", "limits")),
          entry("scenario", Set.of("text", "protocol", "settings", "limits")),
          entry("channel", Set.of("text", "protocol", "settings", "limits", "cluster", "scenario")),
          entry("step", Set.of("text", "protocol", "settings", "limits", "scenario")),
          entry("fault", Set.of("text", "protocol", "settings", "limits", "scenario", "step")),
          entry("observe", Set.of("text", "protocol", "settings", "limits", "cluster", "scenario")),
          entry("recording", Set.of("protocol")),
          entry(
              "transcript",
              Set.of("text", "protocol", "settings", "limits", "cluster", "scenario", "recording")),
          entry("verdict", Set.of("text", "protocol", "scenario", "recording", "transcript")),
          entry("conformance", Set.of("text", "protocol", "cluster", "scenario")),
          entry("suite", Set.of("text", "protocol", "scenario", "conformance")),
          entry("handshake", Set.of("protocol", "settings", "limits", "scenario")),
          entry("endpoint", Set.of("text", "protocol", "settings", "limits", "scenario")),
          entry("wire", Set.of("protocol", "settings", "limits", "scenario", "handshake")),
          entry(
              "web",
              Set.of(
                  "text",
                  "protocol",
                  "symptom",
                  "settings",
                  "limits",
                  "cluster",
                  "channel",
                  "scenario",
                  "step",
                  "fault",
                  "observe",
                  "recording",
                  "transcript",
                  "verdict",
                  "conformance",
                  "handshake",
                  "endpoint",
                  "wire")),
          entry("client", Set.of("protocol", "recording")),
          entry("server", Set.of("protocol", "settings")),
          entry("diff", Set.of("text")),
          entry("proxy", Set.of("text", "protocol", "scenario")),
          entry("workload", Set.of("text", "protocol")),
          entry(
              "probe",
              Set.of("text", "protocol", "symptom", "client", "diff", "conformance", "suite")),
          entry(
              "terminal",
              Set.of(
                  "text",
                  "protocol",
                  "symptom",
                  "settings",
                  "client",
                  "diff",
                  "probe",
                  "workload")),
          entry(
              "cli",
              Set.of(
                  "text",
                  "protocol",
                  "settings",
                  "conformance",
                  "suite",
                  "server",
                  "proxy",
                  "terminal",
                  "workload")),
          entry("launcher", Set.of()),
          entry("junit", Set.of("launcher")));

  static Set<String> packages() {
    return ARROWS.keySet();
  }

  @Test
  void everyPackageIsInTheTable() {
    assertThat(WSBIN.stream().map(JavaClass::getPackageName).collect(toSet()))
        .isEqualTo(packages().stream().map(name -> "org.wsbin." + name).collect(toSet()));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void arrowsPointDownOnly(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), ARROWS.getOrDefault(name, Set.of()).stream())
            .map(other -> "org.wsbin." + other)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("org.wsbin." + name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAPackage("org.wsbin.."))))
        .check(WSBIN);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void contributingNamesTheImportsOfEachPackage(String name) throws IOException {
    List<String> rows =
        Files.readString(Path.of("CONTRIBUTING.md"))
            .lines()
            .filter(line -> line.matches("\\| `\\w+` \\| .* \\| .* \\|"))
            .toList();
    List<String> order = rows.stream().map(row -> row.split("`", -1)[1]).toList();
    String imports = rows.get(order.indexOf(name)).replaceAll(".* \\| (.*) \\|", "$1");
    Set<String> arrows = ARROWS.getOrDefault(name, Set.of());
    if (imports.equals("all of the above")) {
      assertThat(arrows).hasSameElementsAs(order.subList(0, order.indexOf(name)));
    } else {
      assertThat(Stream.of(imports.split(", ")).map(other -> other.replace("`", "")))
          .hasSameElementsAs(arrows.isEmpty() ? Set.of("nothing") : arrows);
    }
  }

  @Test
  void noCyclesBetweenPackages() {
    slices().matching("org.wsbin.(*)..").should().beFreeOfCycles().check(WSBIN);
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta.websocket.., handshake endpoint web",
    "jakarta.servlet.., handshake server wire web",
    "org.apache.., server wire",
    "org.eclipse.jetty.., wire",
    "org.wildfly.security.., server",
    "tools.jackson.., text",
    "io.micrometer.., observe",
    "redis.clients.., cluster",
    "org.HdrHistogram.., workload",
    "picocli.., cli",
    "org.jline.., terminal",
    "org.junit.., junit",
    "org.opentest4j.., junit",
    "org.assertj.., junit",
    "org.testcontainers.., junit",
    "java.util.logging.., cli junit"
  })
  void onlyListedPackagesUseAThirdPartyPackage(String thirdParty, String packages) {
    String[] allowed =
        Stream.of(packages.split(" ")).map(name -> "org.wsbin." + name).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(thirdParty)
        .check(WSBIN);
  }

  @ParameterizedTest
  @CsvSource({"org.apache.., TomcatUpgrade", "org.eclipse.jetty.., JettyUpgrade"})
  void aContainersNetworkIsMetInOneClass(String container, String adapter) {
    noClasses()
        .that()
        .resideInAPackage("org.wsbin.wire")
        .and()
        .haveNameNotMatching(".*\\." + adapter + "(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(container)
        .check(WSBIN);
  }

  /** The extension must load without them. */
  @ParameterizedTest
  @CsvSource({"org.assertj.., TranscriptAssert", "org.testcontainers.., WsbinContainer"})
  void whatTestsMayLackIsMetInOneClass(String library, String only) {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\." + only + "(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName(only)
        .check(WSBIN);
  }

  @Test
  void nothingElseIsImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.wsbin..",
            "java..",
            "jakarta.websocket..",
            "jakarta.servlet..",
            "org.apache..",
            "org.eclipse.jetty..",
            "javax.security.auth.x500..",
            "org.wildfly.security.x500..",
            "tools.jackson.core..",
            "io.micrometer..",
            "redis.clients..",
            "org.HdrHistogram..",
            "picocli..",
            "org.jline..",
            "org.junit.jupiter.api..",
            "org.junit.platform.commons.support..",
            "org.opentest4j..",
            "org.assertj.core.api..",
            "org.testcontainers..",
            "javax.net.ssl..",
            "javax.xml.stream..")
        .check(WSBIN);
  }

  @Test
  void theProtocolTouchesNoSocketNoFileAndNoThread() {
    noClasses()
        .that()
        .resideInAPackage("org.wsbin.protocol")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net",
                    "java.io",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.concurrent..",
                    "java.time..",
                    "java.net.http..")
                .and(not(namedOneOf("IDN", "InetAddress", "Inet6Address", "UnknownHostException"))))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, System.Logger.class)
        .check(WSBIN);
  }

  @Test
  void noStaticsThatChange() {
    fields().that().areStatic().should().beFinal().check(WSBIN);
  }

  /**
   * One name, one thing, in tests too: nobody has to look at the imports to know which is meant.
   */
  @Test
  void noTwoTopLevelTypesShareTheirSimpleName() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      Map<String, List<Path>> byName =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .collect(groupingBy(file -> file.getFileName().toString()));
      assertThat(byName.values()).isNotEmpty().allSatisfy(same -> assertThat(same).hasSize(1));
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(packages())
        .allSatisfy(
            name ->
                assertThat(SOURCES.resolve("org/wsbin/" + name + "/package-info.java"))
                    .content()
                    .startsWith("/**\n"));
  }

  @Test
  void noSourceIsTooLong() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      for (Path source : sources) {
        assertThat(Files.readAllLines(source))
            .as("%s", source)
            .hasSizeLessThanOrEqualTo(MOST_LINES);
      }
    }
  }

  private static DescribedPredicate<JavaClass> namedOneOf(String... names) {
    Set<String> allowed = Set.of(names);
    return DescribedPredicate.describe(
        "named one of " + allowed, type -> allowed.contains(type.getSimpleName()));
  }
}
