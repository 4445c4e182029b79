package org.wsbin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.Settings.Tls;

/** The certificate that {@code wss} is served with, and the password of its key. */
record Certificate(KeyStore keys, String password) {
  private static final Duration VALID = Duration.ofDays(30);

  static Certificate of(Tls tls) {
    return tls.keystore()
        .map(file -> fromFile(Path.of(file), Path.of(tls.passwordFile().orElseThrow())))
        .orElseGet(Certificate::selfSigned);
  }

  /** For localhost and the loopback addresses, valid for 30 days, in memory only. */
  private static Certificate selfSigned() {
    try {
      KeyStore keys =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=localhost")
              .addSanDnsName("localhost")
              .addSanIpAddress("127.0.0.1")
              .addSanIpAddress("::1")
              .notBefore(Instant.now().minus(Duration.ofMinutes(5)))
              .notAfter(Instant.now().plus(VALID))
              .setIsCertificateAuthority(true)
              .addExtendedKeyUsageServerAuth()
              .buildSelfSigned()
              .toKeyStore("in memory".toCharArray());
      return new Certificate(keys, "in memory");
    } catch (Exception failure) { // the builder declares nothing narrower
      throw new ServerException("A self-signed certificate could not be made.", failure);
    }
  }

  private static Certificate fromFile(Path file, Path passwordFile) {
    String password = firstLine(passwordFile);
    if (!Files.isReadable(file)) {
      throw new ServerException(
          "The key store " + Quoted.of(file.toString()) + " is not a readable file.", null);
    }
    try {
      KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
      Optional<String> withKey =
          Collections.list(keys.aliases()).stream()
              .filter(alias -> hasKey(keys, alias))
              .findFirst();
      if (withKey.isEmpty()) {
        throw new ServerException(
            "The key store " + Quoted.of(file.toString()) + " holds no private key.", null);
      }
      return new Certificate(keys, password);
    } catch (GeneralSecurityException | IOException failure) {
      throw new ServerException(
          "The key store "
              + Quoted.of(file.toString())
              + " cannot be opened with the password in "
              + Quoted.of(passwordFile.toString())
              + ".",
          failure);
    }
  }

  private static boolean hasKey(KeyStore keys, String alias) {
    try {
      return keys.isKeyEntry(alias);
    } catch (GeneralSecurityException neverOnceLoaded) {
      throw new IllegalStateException(neverOnceLoaded);
    }
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file, UTF_8)) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException failure) {
      throw new ServerException(
          "The password file " + Quoted.of(file.toString()) + " is not a readable file.", failure);
    }
  }
}
