package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Refused;

class AllowedHostsTest {
  private final AllowedHosts hosts = new AllowedHosts(List.of("WSBIN.example", "*.b.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wsbin.example",
        "wsbin.EXAMPLE:8000",
        "wsbin.example.",
        "a.b.example",
        "x.a.b.example:80",
        "localhost:8000",
        "127.0.0.1",
        "203.0.113.7:8000",
        "[::1]:8000",
        "[2001:db8::7]",
        ""
      })
  void listedNamesAddressesAndLocalhostAreAllowed(String host) {
    assertThat(objection(hosts, host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "b.example",
        "wsbin.example.evil.example",
        "notb.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "a b",
        "wsbin.example, evil.example",
        "wsbin.example:99999"
      })
  @DisplayName("RFC 9110 section 15.5.20: any other name is 421, against DNS rebinding")
  void otherNamesAre421(String host) {
    assertThat(objection(hosts, host))
        .hasValue(
            new Refused(
                421,
                "The Host \""
                    + host
                    + "\" is not allowed: the server accepts IP addresses, localhost, and the names"
                    + " in --allowed-hosts."));
  }

  @ParameterizedTest
  @CsvSource({
    "wsbin:8000, true",
    "10.0.0.7:8000, true",
    "wsbin.example, true",
    "evil.example, false",
    "evil.example:8000, false"
  })
  void aForwardedNameDoesNotHideTheHostOfTheConnection(String connectionHost, boolean allowed) {
    ClientView client =
        new ClientView("192.0.2.1", false, "a.b.example", connectionHost, true, Optional.empty());
    assertThat(hosts.objection(client).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void withoutAListEveryNameIsAllowed() {
    assertThat(objection(new AllowedHosts(List.of()), "evil.example")).isEmpty();
    assertThat(objection(new AllowedHosts(List.of()), "a b")).isEmpty();
  }

  private static Optional<Refused> objection(AllowedHosts hosts, String host) {
    return hosts.objection(new ClientView("192.0.2.1", false, host, host, false, Optional.empty()));
  }
}
