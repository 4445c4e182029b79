package org.wsbin.it.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.wsbin.it.peer.AnnotatedEcho;

/** A WAR with {@link AnnotatedEcho}, a page at its root, and nothing else. */
final class EchoWar {
  private EchoWar() {}

  static Path in(Path directory) throws IOException {
    Path war = directory.resolve("echo.war");
    String echo = AnnotatedEcho.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
        InputStream type = AnnotatedEcho.class.getResourceAsStream("/" + echo)) {
      zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + echo));
      type.transferTo(zip);
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write("<!doctype html><title>Echo</title>".getBytes(US_ASCII));
    }
    return war;
  }
}
