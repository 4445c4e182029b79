package org.wsbin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.wildfly.security.x500.GeneralName.DNSName;
import org.wildfly.security.x500.GeneralName.IPAddress;
import org.wildfly.security.x500.cert.SubjectAlternativeNamesExtension;
import org.wildfly.security.x500.cert.X509CertificateBuilder;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.Settings.Tls;

/** The certificate of {@code wss}, and the password of its key. */
record Certificate(KeyStore keys, String password) {
  private static final Duration VALID = Duration.ofDays(30);

  /** RFC 5280 section 4.1.2.2: a number of at most 20 bytes, and positive. */
  private static final int SERIAL_BITS = 128;

  /** The password of a key store that exists in memory only. */
  private static final String IN_MEMORY = "in memory";

  static Certificate of(Tls tls) {
    return tls.keystore()
        .map(file -> fromFile(Path.of(file), Path.of(tls.passwordFile().orElseThrow())))
        .orElseGet(Certificate::selfSigned);
  }

  /** For localhost and the loopback addresses, valid for 30 days, in memory only. */
  private static Certificate selfSigned() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "localhost",
          pair.getPrivate(),
          IN_MEMORY.toCharArray(),
          new java.security.cert.Certificate[] {selfSigned(pair)});
      return new Certificate(keys, IN_MEMORY);
    } catch (GeneralSecurityException | IOException failure) {
      throw new ServerException("Cannot create a self-signed certificate.", failure);
    }
  }

  private static X509Certificate selfSigned(KeyPair pair) throws CertificateException {
    X500Principal localhost = new X500Principal("CN=localhost");
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    return new X509CertificateBuilder()
        .setIssuerDn(localhost)
        .setSubjectDn(localhost)
        .setSerialNumber(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE))
        .setNotValidBefore(now)
        .setNotValidAfter(now.plus(VALID))
        .setPublicKey(pair.getPublic())
        .setSigningKey(pair.getPrivate())
        .setSignatureAlgorithmName("SHA256withECDSA")
        .addExtension(
            new SubjectAlternativeNamesExtension(
                false,
                List.of(
                    new DNSName("localhost"), new IPAddress("127.0.0.1"), new IPAddress("::1"))))
        .build();
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
