package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {

  @Test
  void allOfItIsDeletedAndNothingBesides(@TempDir Path temporary) throws Exception {
    Path unpacked = temporary.resolve("wsbin-1");
    Files.createDirectories(unpacked.resolve("war/WEB-INF/lib"));
    Files.writeString(unpacked.resolve("war/index.html"), "a page");
    Files.writeString(temporary.resolve("other"), "another's");
    Files.createSymbolicLink(unpacked.resolve("link"), temporary.resolve("other"));
    Unpacked.delete(unpacked);
    assertThat(temporary).isDirectoryNotContaining("glob:**wsbin-1");
    assertThat(temporary.resolve("other")).exists();
  }

  @Test
  void whatIsGoneAlreadyIsNoFailure(@TempDir Path temporary) {
    Unpacked.delete(temporary.resolve("nothing"));
    assertThat(temporary).isEmptyDirectory();
  }
}
