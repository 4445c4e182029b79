package org.wsbin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.settings.Settings.Tls;

class CertificateTest {
  private static final Tls SELF_SIGNED = new Tls(true, Optional.empty(), Optional.empty());

  @TempDir private Path directory;

  @Test
  void aSelfSignedOneIsForThisMachineAndAMonth() throws Exception {
    Certificate made = Certificate.of(SELF_SIGNED);
    List<String> aliases = Collections.list(made.keys().aliases());
    assertThat(aliases).hasSize(1);
    assertThat(made.keys().getKey(aliases.get(0), made.password().toCharArray())).isNotNull();
    X509Certificate certificate = (X509Certificate) made.keys().getCertificate(aliases.get(0));
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    certificate.checkValidity(Date.from(Instant.now()));
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(
            Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void aKeyStoreIsOpenedWithTheFirstLineOfThePasswordFile() throws Exception {
    write("keys.p12", Certificate.of(SELF_SIGNED).keys(), "secret");
    Certificate read = Certificate.of(tls("keys.p12", "secret\nsomething else\n"));
    assertThat(read.password()).isEqualTo("secret");
    assertThat(read.keys().size()).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsReportedButNotShown() throws Exception {
    write("keys.p12", Certificate.of(SELF_SIGNED).keys(), "secret");
    assertFails(
        tls("keys.p12", "wrong"),
        "The key store \"%s/keys.p12\" is not a PKCS#12 or JKS file, or the password in"
            + " \"%s/password\" does not open it or its key.");
  }

  @Test
  void aMissingKeyStoreIsReported() throws Exception {
    assertFails(
        tls("nothing.p12", "secret"), "The key store \"%s/nothing.p12\" is not a readable file.");
  }

  @Test
  void aKeyStoreWithoutAKeyIsReported() throws Exception {
    KeyStore made = Certificate.of(SELF_SIGNED).keys();
    KeyStore trusting = KeyStore.getInstance("PKCS12");
    trusting.load(null, null);
    trusting.setCertificateEntry("other", made.getCertificate(made.aliases().nextElement()));
    try (OutputStream out = Files.newOutputStream(directory.resolve("trust.p12"))) {
      trusting.store(out, "secret".toCharArray());
    }
    assertFails(tls("trust.p12", "secret"), "The key store \"%s/trust.p12\" holds no private key.");
  }

  @Test
  void aFileThatIsNotAKeyStoreIsReported() throws Exception {
    Files.writeString(directory.resolve("text.p12"), "no key store");
    assertFails(
        tls("text.p12", "secret"),
        "The key store \"%s/text.p12\" is not a PKCS#12 or JKS file, or the password in"
            + " \"%s/password\" does not open it or its key.");
  }

  @Test
  void aMissingPasswordFileIsReported() throws Exception {
    Tls tls = tls("keys.p12", "secret");
    Files.delete(directory.resolve("password"));
    assertFails(tls, "The password file \"%s/password\" is not a readable file.");
  }

  private Tls tls(String keystore, String passwordFile) throws Exception {
    Path password = Files.writeString(directory.resolve("password"), passwordFile);
    return new Tls(
        true,
        Optional.of(directory.resolve(keystore).toString()),
        Optional.of(password.toString()));
  }

  private void write(String name, KeyStore keys, String password) throws Exception {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
      KeyStore copy = KeyStore.getInstance("PKCS12");
      copy.load(null, null);
      for (String alias : Collections.list(keys.aliases())) {
        copy.setKeyEntry(
            alias,
            keys.getKey(alias, Certificate.of(SELF_SIGNED).password().toCharArray()),
            password.toCharArray(),
            keys.getCertificateChain(alias));
      }
      copy.store(out, password.toCharArray());
    }
  }

  private void assertFails(Tls tls, String sentence) {
    assertThatThrownBy(() -> Certificate.of(tls))
        .isInstanceOf(ServerException.class)
        .hasMessage(sentence.replace("%s", directory.toString()));
  }
}
