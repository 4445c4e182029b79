package org.wsbin.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.settings.InvalidSettingException;

/** Files with certificates and keys (RFC 7468). */
final class Pem {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----([^-]*)-----END");

  private Pem() {}

  /**
   * The text of a file.
   *
   * @throws InvalidSettingException if it cannot be read
   */
  static String read(Flag flag, String file) {
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) > MOST_BYTES) {
        throw Options.wrong(flag, file, "a PEM file of up to 1 MiB");
      }
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException unreadable) {
      throw Options.wrong(flag, file, "a PEM file that can be read");
    }
  }

  /**
   * All certificates of a file, at least one.
   *
   * @throws InvalidSettingException if there is none
   */
  static List<X509Certificate> certificates(Flag flag, String file) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> found =
          CERTIFICATE
              .matcher(read(flag, file))
              .results()
              .map(block -> certificate(factory, block.group()))
              .flatMap(Optional::stream)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException impossible) {
      throw new IllegalStateException("This Java does not support X.509.", impossible);
    }
    throw Options.wrong(flag, file, "a PEM file with -----BEGIN CERTIFICATE-----");
  }

  private static Optional<X509Certificate> certificate(CertificateFactory factory, String block) {
    try {
      byte[] bytes = block.getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
    } catch (CertificateException broken) {
      return Optional.empty();
    }
  }

  /**
   * The private key of a file.
   *
   * @throws InvalidSettingException if there is none in PKCS#8
   */
  static PrivateKey key(Flag flag, String file) {
    Matcher found = KEY.matcher(read(flag, file));
    if (!found.find()) {
      throw Options.wrong(flag, file, "a PEM file with -----BEGIN PRIVATE KEY-----");
    }
    if (!found.group(1).isEmpty()) {
      throw Options.wrong(
          flag,
          file,
          "an unencrypted key in PKCS#8; convert it with `openssl pkcs8 -topk8 -nodes -in FILE`");
    }
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      Optional<PrivateKey> key = key(algorithm, found.group(2));
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw Options.wrong(flag, file, "a key for RSA or EC in PKCS#8");
  }

  private static Optional<PrivateKey> key(String algorithm, String base64) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException | IllegalArgumentException another) {
      return Optional.empty();
    }
  }
}
