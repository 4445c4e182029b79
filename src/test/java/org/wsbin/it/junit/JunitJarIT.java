package org.wsbin.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;

/** wsbin-junit.jar, used as somebody else's tests would. */
@OnStandalone
class JunitJarIT {
  private static final Path JARS = Path.of(System.getProperty("wsbin.war")).getParent();

  @TempDir private Path directory;

  private OtherJvm.Outcome samples(String... classes) throws Exception {
    return new OtherJvm(directory, List.of(OtherJvm.JUPITER, OtherJvm.ASSERTJ, OtherJvm.OKHTTP))
        .copy(WsbinSamples.class)
        .run(
            Stream.of(classes)
                .map(name -> WsbinSamples.class.getName() + "$" + name)
                .toArray(String[]::new));
  }

  @Test
  void testsPassAndNothingIsLeft() throws Exception {
    OtherJvm.Outcome run =
        samples("Passing", "Sized", "AlsoSized", "Secure", "Parallel", "Isolated");
    assertThat(run.out())
        .doesNotContain("FAILED", "THREAD")
        .contains("repetition 24 of 24", "HANDLER true", "\nEND\n")
        .contains("PROPERTIES [sample.own-port, user.timezone]"); // the JDK sets the second
    assertThat(run.out().lines().filter(line -> line.startsWith("SUCCESSFUL"))).hasSize(35);
    assertThat(run.err()).isEmpty();
    assertThat(run.leftOver()).isEmpty();
  }

  @Test
  void aFailureShowsWhatTheServerSaw() throws Exception {
    OtherJvm.Outcome run = samples("Failing");
    assertThat(run.out()).doesNotContain("SUCCESSFUL");
    assertThat(run.of("otherMessages"))
        .contains("Expected the client to send [\"goodbye 100%d\"], but it sent [\"hello\"].")
        .containsPattern("< #1 text, 5 bytes key [0-9a-f]{8} \"hello\"")
        .contains("Authorization: ***")
        .doesNotContain("suppressed");
    assertThat(run.of("otherClose"))
        .contains("Expected the client to close with code 4001, but it sent 1000 \"enough\".\n");
    assertThat(run.of("otherHeader"))
        .contains("\"Basic *\" in each handshake, but handshake 1 has [Bearer secret].\n");
    assertThat(run.of("noReconnect"))
        .contains("Expected the client to reconnect 2 times, but it reconnected 0.\n");
    assertThat(run.of("theVerdict"))
        .contains("but:\nfailed  expect messages:7: ", "There were 0 messages.", " close, 8 bytes")
        .doesNotContain("passed  masked");
    assertThat(run.of("nobodyCame"))
        .contains("Expected 1 connection to end within 200 ms. The server saw no connection.");
    assertThat(run.of("theTestsOwnAssertion"))
        .contains(
            "| own sentence\n| suppressed org.wsbin.junit.TranscriptEvidence: The server saw:")
        .contains("\"own\"");
  }

  @Test
  void aWrongSettingGivesTheSentenceOfTheCommandLine() throws Exception {
    OtherJvm.Outcome run =
        samples("MisspeltSetting", "BadValue", "NoServer", "NoPort", "TranscriptInConstructor");
    assertThat(run.out()).doesNotContain("SUCCESSFUL", "THREAD");
    assertThat(run.of("WsbinSamples.MisspeltSetting"))
        .contains("| Unknown option: '--max-mesage=64k'. Try --help.\nPossible solutions: ");
    assertThat(run.of("WsbinSamples.BadValue"))
        .contains("| The option --max-message is \"much\"; allowed is a size such as ");
    assertThat(run.of("WsbinSamples.NoServer"))
        .contains("| \"--help\" starts no server; give options of serve.\n");
    assertThat(run.of("WsbinSamples.NoPort"))
        .contains("| Cannot listen on 192.0.2.1 port 0: ", "Choose another --port");
    assertThat(run.of("neverRuns"))
        .contains("A WsbinTranscript belongs to one test: take it as a parameter of the test");
    assertThat(run.leftOver()).isEmpty();
  }

  @Test
  void itWorksWithoutAssertJ() throws Exception {
    OtherJvm.Outcome run =
        new OtherJvm(directory, List.of(OtherJvm.JUPITER))
            .copy(WithoutAssertJ.class)
            .run(WithoutAssertJ.class.getName());
    assertThat(run.of("theExtensionWorks")).startsWith("SUCCESSFUL");
  }

  @Test
  void anotherTomcatInTheSameJvmIsNotDisturbed() throws Exception {
    OtherJvm.Outcome run =
        new OtherJvm(
                directory,
                List.of(
                    OtherJvm.JUPITER,
                    OtherJvm.ASSERTJ,
                    List.of("tomcat-embed-core", "tomcat-annotations-api")))
            .copy(BesideTomcat.class)
            .run(BesideTomcat.class.getName());
    assertThat(run.of("bothServe")).startsWith("SUCCESSFUL");
  }

  @Test
  void theJarHasTheExtensionAndTheWarOnly() throws IOException {
    try (ZipFile jar = new ZipFile(JARS.resolve("wsbin-junit.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> !name.endsWith("/")))
          .contains("org/wsbin/junit/wsbin.war", "org/wsbin/junit/Wsbin.class")
          .allMatch(
              name ->
                  name.matches(
                      "META-INF/MANIFEST.MF|org/wsbin/(junit/[^/]+|launcher/UnpackedWar.class)"
                          + "|META-INF/maven/.*"));
    }
  }

  @Test
  void theWarHasNothingOfTheExtension() throws IOException {
    try (ZipFile war = new ZipFile(JARS.resolve("wsbin.war").toFile())) {
      assertThat(war.stream().map(Object::toString)).noneMatch(name -> name.contains("junit"));
    }
  }
}
