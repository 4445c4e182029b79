package org.wsbin.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A temporary directory that belongs to one server. All names are relative to it. */
record Scratch(Path root) {

  static Scratch create(String name) {
    return io(() -> new Scratch(Files.createTempDirectory("wsbin-" + name + "-").toRealPath()));
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Scratch directories(String... names) {
    for (String name : names) {
      io(() -> Files.createDirectories(path(name)));
    }
    return this;
  }

  /** Copies a file, or a directory with all that is in it. */
  Scratch copy(Path from, String to) {
    return io(
        () -> {
          Files.createDirectories(path(to).getParent());
          try (Stream<Path> sources = Files.walk(from)) {
            for (Path source : (Iterable<Path>) sources::iterator) {
              Files.copy(source, path(to).resolve(from.relativize(source)));
            }
          }
          return this;
        });
  }

  Scratch write(String name, String content) {
    directories(root.relativize(path(name).getParent()).toString());
    io(() -> Files.writeString(path(name), content));
    return this;
  }

  /** Replaces a file's content. */
  Scratch edit(String name, UnaryOperator<String> change) {
    return write(name, change.apply(io(() -> Files.readString(path(name)))));
  }

  /** Removes the directory; what a dying process still removes by itself is no error. */
  void delete() {
    io(
        () -> {
          if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
              for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
              }
            }
          }
          return this;
        });
  }

  private interface Io<T> {
    T run() throws IOException;
  }

  private static <T> T io(Io<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
