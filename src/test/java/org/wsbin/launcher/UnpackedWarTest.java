package org.wsbin.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedWarTest {
  @TempDir private Path directory;

  private Path war(String... entries) throws IOException {
    Path war = directory.resolve("packed.war");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
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
    UnpackedWar.unpack(war("a/b", "a/c"), to, name -> !name.equals("a/c"));
    assertThat(to.resolve("a/b")).hasContent("x");
    assertThat(to.resolve("a/c")).doesNotExist();
  }

  @Test
  void theClassPathHasOurJarsFirstAndThenEachLibrary() throws IOException {
    UnpackedWar war =
        UnpackedWar.unpack(
            war(
                "WEB-INF/standalone/lib/b.jar",
                "WEB-INF/standalone/lib/a.jar",
                "WEB-INF/standalone/wsbin.jar",
                "WEB-INF/lib/wsbin-application.jar",
                "WEB-INF/lib/c.jar"),
            directory.resolve("war"),
            name -> true);
    assertThat(war.classPath())
        .extracting(url -> url.getPath().replaceFirst(".*/WEB-INF", ""))
        .containsExactly(
            "/standalone/wsbin.jar",
            "/lib/wsbin-application.jar",
            "/standalone/lib/a.jar",
            "/standalone/lib/b.jar",
            "/lib/c.jar");
  }

  @Test
  void itsMainJarKnowsWhereTheRestIs() {
    Path jar = directory.resolve("WEB-INF/standalone/wsbin.jar");
    assertThat(UnpackedWar.with(jar)).contains(new UnpackedWar(directory));
    assertThat(UnpackedWar.with(directory.resolve("wsbin.war"))).isEmpty();
  }

  @Test
  void anEntryThatPointsOutsideIsRefused() throws IOException {
    Path war = war("../outside");
    assertThatThrownBy(() -> UnpackedWar.unpack(war, directory.resolve("war"), name -> true))
        .isInstanceOf(IOException.class)
        .hasMessage("the entry ../outside points outside of it");
    assertThat(directory.resolve("outside")).doesNotExist();
  }
}
