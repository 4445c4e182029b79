package org.wsbin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.Settings.Tls;

/** The certificate of {@code wss}, and the password of its key. */
record Certificate(KeyStore keys, String password) {
  private static final Duration VALID = Duration.ofDays(30);

  /** The password of a key store that exists in memory only. */
  private static final String IN_MEMORY = "in memory";

  static Certificate of(Tls tls) {
    return tls.keystore()
        .map(file -> fromFile(Path.of(file), Path.of(tls.passwordFile().orElseThrow())))
        .orElseGet(Certificate::selfSigned);
  }

  /** For localhost and the loopback addresses, valid for 30 days, in memory only. */
  private static Certificate selfSigned() {
    HeldCertificate made =
        new HeldCertificate.Builder()
            .ecdsa256()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("::1")
            .duration(VALID.toDays(), TimeUnit.DAYS)
            .build();
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "localhost",
          made.keyPair().getPrivate(),
          IN_MEMORY.toCharArray(),
          new java.security.cert.Certificate[] {made.certificate()});
      return new Certificate(keys, IN_MEMORY);
    } catch (GeneralSecurityException | IOException failure) {
      throw new ServerException("Cannot create a self-signed certificate.", failure);
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
      keys.getKey(withKey.get(), password.toCharArray()); // fails now and not at the first client
      return new Certificate(keys, password);
    } catch (GeneralSecurityException | IOException failure) {
      throw new ServerException(
          "The key store "
              + Quoted.of(file.toString())
              + " is not a PKCS#12 or JKS file, or the password in "
              + Quoted.of(passwordFile.toString())
              + " does not open it or its key.",
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
