package org.wsbin.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.settings.InvalidSettingException;

class OptionsTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:8000/ws/echo, ws://localhost:8000/ws/echo",
    "localhost, ws://localhost",
    "//host/x, ws://host/x",
    "127.0.0.1:80, ws://127.0.0.1:80",
    "[::1]:80/x?a=b, ws://[::1]:80/x?a=b",
    "http://host/x, ws://host/x",
    "https://host/x, wss://host/x",
    "HTTPS://host/x, wss://host/x",
    "ws://host/x, ws://host/x",
    "WSS://host/x, wss://host/x"
  })
  void aUrlNeedsNoScheme(String text, URI uri) {
    assertThat(TargetUri.of(text)).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/",
        "ws://",
        "",
        "ws://host/a b",
        "ws://host/#x",
        "host:70000",
        "host:0"
      })
  void anythingElseIsNoUrl(String text) {
    assertThatThrownBy(() -> TargetUri.of(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("The URL is \"" + text + "\"; allowed is ws://HOST/PATH");
  }

  @Test
  void aUserInTheUrlIsNotRepeated() {
    assertThatThrownBy(() -> TargetUri.of("ws://ada:secret@host/"))
        .hasMessageContaining("--auth")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"WAIT, 2, 2000", "WAIT, 0, 0", "WAIT, 0.25, 250", "WAIT, 86400, 86400000"})
  void waitingIsInSeconds(Flag flag, String text, long millis) {
    assertThat(Options.of("host", Map.of(flag, List.of(text))).patience())
        .hasValue(Duration.ofMillis(millis));
  }

  @Test
  void waitingIsTwoSecondsAndForeverWithOneMessage() {
    assertThat(Options.of("host", Map.of()).patience()).hasValue(Duration.ofSeconds(2));
    assertThat(Options.of("host", Map.of(Flag.WAIT, List.of("-1"))).patience()).isEmpty();
    assertThat(Options.of("host", Map.of(Flag.ONE_MESSAGE, List.of())).patience()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WAIT            | x            | The option --wait is "x"; allowed is seconds from 0 to 86400, such as 2 or 0.5, or -1 to wait forever.
          WAIT            | -2           | The option --wait is "-2"; allowed is
          WAIT            | 86401        | The option --wait is "86401"; allowed is
          EXECUTE         | /foo         | The option --execute is wrong: Unknown command "/foo"
          EXECUTE         | /file /none  | The option --execute is wrong: The file "/none" cannot be read
          HEADER          | foo          | The option --header is "foo"; allowed is a name, a colon and a value
          HEADER          | foo bar      | The option --header is "foo ***"; allowed is a name, a colon and a value
          HEADER          | Upgrade: x   | The header is "Upgrade"; allowed is a name that is not the handshake's own.
          HEADER          | Host: a b    | The Host is "a b"; allowed is a host, perhaps with a port, such as example.com:8080.
          CONNECT_TO      | a:1:b        | The option --connect-to is "a:1:b"; allowed is HOST1:PORT1:HOST2:PORT2, as a.test:80::8080.
          CONNECT_TO      | a:1:b:70000  | The port is "70000"; allowed is 0 to 65535.
          RESOLVE         | a:443        | The option --resolve is "a:443"; allowed is HOST:PORT:ADDRESS, as a.test:443:192.0.2.1.
          HEADER          | a b: x       | The header is "a b"; allowed is
          SUBPROTOCOL     | chat,        | The subprotocol is ""; allowed is a token, such as chat.
          AUTH            | secret       | The option --auth is "***"; allowed is USER:PASSWORD, or @FILE.
          BEARER          | a b          | The option --bearer is "***"; allowed is a token of letters, digits and -._~+/, or @FILE.
          HEADER          | X: ☃         | The value of X contains "\\u2603"; allowed is a text of ISO 8859-1
          PROXY           | host         | The option --proxy is "host"; allowed is [USER:PASSWORD@]HOST:PORT, or @FILE.
          PROXY           | host:0       | The port is "0"; allowed is 1 to 65535.
          PROXY           | host:99999   | The port is "99999"; allowed is 1 to 65535.
          CONNECT_TIMEOUT | 5            | The option --connect-timeout is "5"; allowed is a duration such as 500ms, 2s or PT2S, from 1ms to 1h.
          CONNECT_TIMEOUT | 0            | The option --connect-timeout is "0"; allowed is
          PING_INTERVAL   | fast         | The option --ping-interval is "fast"; allowed is a duration
          MAX_MESSAGE     | 1t           | The option --max-message is "1t"; allowed is a size such as 65536
          CA              | /none        | The option --ca is "/none"; allowed is a PEM file that can be read.
          CERT            | /none        | The option --cert is "/none"; allowed is a PEM file that can be read.
          KEY             | /none        | The option --key needs --cert
          """)
  void aWrongValueIsASentence(Flag flag, String value, String sentence) {
    Map<Flag, List<String>> given = Map.of(flag, List.of(value));
    assertThatThrownBy(
            () -> {
              Options unused = Options.of("host", given);
              ConnectionOptions.set(given, Map.of(), new ClientWebSocket().control());
            })
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "HEADER, X-Colour: green",
    "HEADER, X-Empty:",
    "SUBPROTOCOL, 'chat, superchat'",
    "AUTH, ada:se:cret",
    "BEARER, abc",
    "PROXY, host:3128",
    "PROXY, http://host:3128/",
    "PROXY, ada:secret@[::1]:3128",
    "CONNECT_TIMEOUT, 500ms",
    "PING_INTERVAL, 0",
    "MAX_MESSAGE, 64k",
    "ORIGIN, https://example.com"
  })
  void aValidValueIsAccepted(Flag flag, String value) {
    ConnectionOptions.set(Map.of(flag, List.of(value)), Map.of(), new ClientWebSocket().control());
  }

  @Test
  void filesThatAreNotRightAreSentences(@TempDir Path directory) throws Exception {
    HeldCertificate one = new HeldCertificate.Builder().build();
    HeldCertificate other = new HeldCertificate.Builder().rsa2048().build();
    String cert = write(directory, "cert", one.certificatePem());
    String key = write(directory, "key", one.privateKeyPkcs8Pem());
    String wrongKey = write(directory, "wrong", other.privateKeyPkcs8Pem());
    String pkcs1 = write(directory, "pkcs1", other.privateKeyPkcs1Pem());
    String both = write(directory, "both", one.certificatePem() + one.privateKeyPkcs8Pem());
    assertThat(Tls.of(Map.of())).isEmpty();
    assertThat(Tls.of(given(Flag.CERT, both))).isPresent();
    assertThat(Tls.of(given(Flag.CERT, cert, Flag.KEY, key))).isPresent();
    assertThat(Tls.of(given(Flag.CA, cert))).isPresent();
    assertThat(Tls.of(Map.of(Flag.NO_CHECK, List.of()))).isPresent();
    assertWrong(given(Flag.CERT, cert), "PRIVATE KEY");
    assertWrong(given(Flag.CERT, key), "BEGIN CERTIFICATE");
    assertWrong(given(Flag.CA, key), "BEGIN CERTIFICATE");
    assertWrong(given(Flag.CERT, cert, Flag.KEY, wrongKey), "does not belong");
    assertWrong(given(Flag.CERT, cert, Flag.KEY, pkcs1), "openssl pkcs8");
    assertWrong(Map.of(Flag.NO_CHECK, List.of(), Flag.CA, List.of(cert)), "contradict");
  }

  private static void assertWrong(Map<Flag, List<String>> given, String part) {
    assertThatThrownBy(() -> Tls.of(given))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(part);
  }

  private static Map<Flag, List<String>> given(Flag flag, String value) {
    return Map.of(flag, List.of(value));
  }

  private static Map<Flag, List<String>> given(Flag one, String value, Flag other, String second) {
    return Map.of(one, List.of(value), other, List.of(second));
  }

  private static String write(Path directory, String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
