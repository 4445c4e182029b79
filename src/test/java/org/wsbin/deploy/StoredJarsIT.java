package org.wsbin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.wsbin.it.OnStandalone;

/** The jars of the WAR, which are packed anew without compression. */
@OnStandalone
class StoredJarsIT {
  private static final Path WAR = Path.of(System.getProperty("wsbin.war"));

  private static final String LEFT_OUT =
      "jakarta/servlet/resources/.*\\.(xsd|dtd)"
          + "|io/micrometer/core/instrument/binder"
          + "/(grpc|httpcomponents|hystrix|jersey|jetty|jpa|kafka|mongodb|netty4|okhttp3)/.*";

  @Test
  void theWarHasAtMostEightMegabytes() throws IOException {
    assertThat(Files.size(WAR)).isLessThanOrEqualTo(8_000_000);
  }

  @Test
  void eachLibraryHasWhatWasReleasedExceptWhatIsLeftOut() throws IOException {
    Map<String, byte[]> carried = SbomIT.carried();
    assertThat(carried).hasSizeGreaterThan(20);
    for (Map.Entry<String, byte[]> jar : carried.entrySet()) {
      assertThat(entries(jar.getValue(), ZipEntry.STORED))
          .as(jar.getKey())
          .isEqualTo(released(SbomIT.released(jar.getKey())));
    }
  }

  @Test
  void itsMainJarNamesEachOtherOnce() throws IOException {
    try (ZipFile war = new ZipFile(WAR.toFile())) {
      byte[] main = war.getInputStream(war.getEntry("WEB-INF/standalone/wsbin.jar")).readAllBytes();
      String path =
          new Manifest(new ByteArrayInputStream(entry(main, "META-INF/MANIFEST.MF")))
              .getMainAttributes()
              .getValue("Class-Path");
      assertThat(Arrays.stream(path.split(" ")).map(StoredJarsIT::inTheWar))
          .startsWith("WEB-INF/lib/wsbin-application.jar")
          .containsExactlyInAnyOrderElementsOf(
              war.stream()
                  .map(ZipEntry::getName)
                  .filter(name -> name.matches("WEB-INF/(standalone/)?lib/.+"))
                  .toList());
    }
  }

  private static String inTheWar(String relative) {
    return Path.of("WEB-INF/standalone").resolve(relative).normalize().toString();
  }

  private static byte[] entry(byte[] jar, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return zip.readAllBytes();
        }
      }
    }
    throw new IOException("there is no " + name);
  }

  private static Map<String, Long> released(Path jar) throws IOException {
    Map<String, Long> entries = new TreeMap<>();
    try (ZipFile released = new ZipFile(jar.toFile())) {
      released.stream()
          .filter(entry -> !entry.isDirectory() && !entry.getName().matches(LEFT_OUT))
          .forEach(entry -> entries.put(entry.getName(), entry.getCrc()));
    }
    return entries;
  }

  /** The checksums of a jar's entries, which are all packed in this way. */
  private static Map<String, Long> entries(byte[] jar, int method) throws IOException {
    Map<String, Long> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(method);
        zip.transferTo(OutputStream.nullOutputStream());
        entries.put(entry.getName(), entry.getCrc());
      }
    }
    return entries;
  }
}
