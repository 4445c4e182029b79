package org.wsbin.it.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts of docs/ci.md. */
public final class Recipe {
  private static final Path PAGE = Path.of("docs/ci.md");

  private Recipe() {}

  /** Writes the page's first script in that language to a file. */
  public static Path save(String language, Path file) throws IOException {
    Matcher found =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(found.find()).as("a script in %s", language).isTrue();
    return Files.writeString(file, found.group(1));
  }
}
