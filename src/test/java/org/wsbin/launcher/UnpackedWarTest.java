package org.wsbin.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedWarTest {
  @TempDir private Path directory;

  private Path war(String version, String... entries) throws IOException {
    Path war = directory.resolve("packed.war");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!version.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war), manifest)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write('x');
      }
    }
    return war;
  }

  @Test
  void onlyWhatIsWanted() throws IOException {
    Path to = directory.resolve("war");
    UnpackedWar war = UnpackedWar.unpack(war("1.2", "a/b", "a/c"), to, name -> !name.equals("a/c"));
    assertThat(to.resolve("a/b")).hasContent("x");
    assertThat(to.resolve("a/c")).doesNotExist();
    assertThat(war.version()).contains("1.2");
  }

  @Test
  void theClassPathHasTheClassesAndEachLibrary() throws IOException {
    UnpackedWar war =
        UnpackedWar.unpack(
            war(
                "",
                "WEB-INF/standalone/lib/b.jar",
                "WEB-INF/standalone/lib/a.jar",
                "WEB-INF/lib/c.jar"),
            directory.resolve("war"),
            name -> true);
    assertThat(war.version()).isEmpty();
    assertThat(war.classPath())
        .extracting(url -> url.getPath().replaceFirst(".*/WEB-INF", ""))
        .containsExactly(
            "/classes.jar", "/standalone/lib/a.jar", "/standalone/lib/b.jar", "/lib/c.jar");
  }

  @Test
  void theClassesAreOneJar() throws IOException {
    Path war = war("", "WEB-INF/classes/a/A.class", "WEB-INF/standalone/classes/b/B.class", "page");
    UnpackedWar.unpack(war, directory.resolve("war"), name -> !name.endsWith("b/B.class"));
    try (JarFile classes = new JarFile(directory.resolve("war/WEB-INF/classes.jar").toFile())) {
      assertThat(classes.stream().map(ZipEntry::getName)).containsExactly("a/A.class");
      assertThat(classes.getInputStream(classes.getEntry("a/A.class"))).hasContent("x");
    }
    assertThat(directory.resolve("war/WEB-INF/classes")).doesNotExist();
    assertThat(directory.resolve("war/page")).hasContent("x");
  }

  @Test
  void anEntryThatPointsOutsideIsRefused() throws IOException {
    Path war = war("", "../outside");
    assertThatThrownBy(() -> UnpackedWar.unpack(war, directory.resolve("war"), name -> true))
        .isInstanceOf(IOException.class)
        .hasMessage("the entry ../outside points outside of it");
    assertThat(directory.resolve("outside")).doesNotExist();
  }
}
