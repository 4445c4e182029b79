import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the jars of the WAR without compression, because the WAR compresses them as a whole: that makes it a quarter
 * smaller, and a start need not inflate twice. The build runs it:
 *
 * <pre>java StoredJars.java CLASSES LIBRARIES OUT VERSION SERVER PACKAGE,…</pre>
 *
 * CLASSES has what the compiler wrote; the named packages are for java -jar only. LIBRARIES has the directories
 * "application" and "standalone" with jars as they were released. All times are the same, so that the same input gives
 * the same bytes.
 */
final class StoredJars {
  /**
   * What cannot be used here, half a megabyte: the schemas of web.xml and the like, which embedded Tomcat would read
   * only to validate them, and Micrometer's adapters of libraries that the WAR does not contain.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "jakarta/servlet/resources/.*\\.(xsd|dtd)"
              + "|io/micrometer/core/instrument/binder"
              + "/(grpc|httpcomponents|hystrix|jersey|jetty|jpa|kafka|mongodb|netty4|okhttp3)/.*");

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  // not the first that a zip can say: for that the JDK adds a time that depends on the zone
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private StoredJars() {}

  public static void main(String... arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    Path libraries = Path.of(arguments[1]);
    Path inf = Path.of(arguments[2], "WEB-INF");
    Set<String> standalone = Set.of(arguments[5].split(","));
    delete(Path.of(arguments[2]));
    Path ofApplication = Files.createDirectories(inf.resolve("lib"));
    Path ofStandalone = Files.createDirectories(inf.resolve("standalone/lib"));
    repack(libraries.resolve("application"), ofApplication);
    repack(libraries.resolve("standalone"), ofStandalone);
    write(ofApplication.resolve("wsbin-application.jar"), classes(classes, standalone, false));
    Map<String, byte[]> main = new LinkedHashMap<>();
    main.put(MANIFEST, manifest(arguments[3], arguments[4], List.of(ofStandalone, ofApplication)));
    main.putAll(classes(classes, standalone, true));
    write(inf.resolve("standalone/wsbin.jar"), main);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path path : list(Files.walk(directory).sorted(Comparator.reverseOrder()))) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> list(Stream<Path> paths) {
    try (paths) {
      return paths.toList();
    }
  }

  private static void repack(Path from, Path to) throws IOException {
    for (Path jar : list(Files.list(from).sorted())) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      try (ZipFile released = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : released.stream().toList()) {
          if (SIGNATURE.matcher(entry.getName()).matches()) {
            throw new IOException(jar + " is signed; it must stay as it is.");
          }
          if (!entry.isDirectory() && !LEFT_OUT.matcher(entry.getName()).matches()) {
            entries.put(entry.getName(), released.getInputStream(entry).readAllBytes());
          }
        }
      }
      write(to.resolve(jar.getFileName()), entries);
    }
  }

  /** Our classes and resources, by their names in the jar, in the order of the names. */
  private static Map<String, byte[]> classes(Path root, Set<String> packages, boolean listed) throws IOException {
    Path ours = root.resolve("org/wsbin");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Path file : list(Files.walk(root).filter(Files::isRegularFile).sorted())) {
      String part = file.startsWith(ours) ? ours.relativize(file).getName(0).toString() : "";
      if (!part.equals("junit") && packages.contains(part) == listed) {
        entries.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return entries;
  }

  /** With it, java -jar finds the server and its libraries beside the jar in the unpacked WAR. */
  private static byte[] manifest(String version, String server, List<Path> libraries) throws IOException {
    String path =
        "../lib/wsbin-application.jar "
            + libraries.stream()
                .flatMap(directory -> jars(directory).map(jar -> relative(directory) + jar))
                .filter(jar -> !jar.endsWith("/wsbin-application.jar"))
                .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "org.wsbin.launcher.Launcher");
    attributes.put(Attributes.Name.CLASS_PATH, path);
    attributes.put(Attributes.Name.IMPLEMENTATION_TITLE, "wsbin");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    attributes.putValue("Embedded-Server", server);
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED"); // as in the WAR's
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  private static String relative(Path libraries) {
    return libraries.getParent().endsWith("standalone") ? "lib/" : "../lib/";
  }

  private static Stream<String> jars(Path directory) {
    try {
      return list(Files.list(directory).sorted()).stream().map(jar -> jar.getFileName().toString());
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(each.getValue());
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(each.getValue().length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }
}
