package org.wsbin.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.wsbin.it.OnStandalone;

/** The software bill of materials (CycloneDX) beside the WAR. */
@OnStandalone
class SbomIT {
  private static final Path WAR = Path.of(System.getProperty("wsbin.war"));

  private static final Path SBOM = WAR.resolveSibling("wsbin-sbom.json");

  private final YamlDocument sbom;

  SbomIT() throws IOException {
    assumeTrue(
        Files.exists(SBOM),
        "There is no " + SBOM + ", which Maven writes only online (without -o).");
    sbom = YamlDocument.file(SBOM.toString());
  }

  /** Their hashes are those of the files as they were released, which the build packs anew. */
  @Test
  void itListsEveryLibraryInTheWarAndNoOther() throws Exception {
    Map<String, String> released = new TreeMap<>();
    for (String name : carried().keySet()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(released(name)));
      released.put(Path.of(name).getFileName().toString(), HexFormat.of().formatHex(hash));
    }
    assertThat(listed()).isEqualTo(released);
  }

  @Test
  void itHasNoNumberOrTimeThatChangesWithEachBuild() {
    assertThat(sbom.at("serialNumber")).isNull();
    assertThat(sbom.at("metadata.timestamp")).isNull();
  }

  /** The SHA-256 of each component, by the name of its file. */
  private Map<String, String> listed() {
    Map<String, String> files = new TreeMap<>();
    for (Object entry : (List<?>) sbom.at("components")) {
      YamlDocument component = new YamlDocument((Map<?, ?>) entry);
      files.put(component.at("name") + "-" + component.at("version") + ".jar", sha256(component));
    }
    return files;
  }

  private static String sha256(YamlDocument component) {
    return ((List<?>) component.at("hashes"))
        .stream()
            .map(hash -> (Map<?, ?>) hash)
            .filter(hash -> "SHA-256".equals(hash.get("alg")))
            .map(hash -> String.valueOf(hash.get("content")))
            .findAny()
            .orElseThrow();
  }

  /** The libraries in the WAR, by their names there. */
  static Map<String, byte[]> carried() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile war = new ZipFile(WAR.toFile())) {
      for (ZipEntry entry : war.stream().toList()) {
        if (entry.getName().matches("WEB-INF/(standalone/)?lib/(?!wsbin-application)[^/]+")) {
          files.put(entry.getName(), war.getInputStream(entry).readAllBytes());
        }
      }
    }
    return files;
  }

  /** The library as it was released, by its name in the WAR. */
  static Path released(String name) {
    String kind = name.startsWith("WEB-INF/standalone") ? "standalone" : "application";
    return WAR.resolveSibling("libraries").resolve(kind).resolve(Path.of(name).getFileName());
  }
}
