package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.scenario.Engine;
import org.wsbin.settings.AddressRange;

class ServletOpeningRequestTest {
  private final FakeContainer container = new FakeContainer();
  private final ServletOpeningRequest opening =
      new ServletOpeningRequest(container.request(), Engine.WIRE);

  @Test
  void stepsSeeWhatTheContainerHas() {
    assertThat(opening.method()).isEqualTo("GET");
    assertThat(opening.httpVersion()).isEqualTo("HTTP/1.1");
    assertThat(opening.path()).isEqualTo("/wsbin/wire/echo");
    assertThat(opening.query()).hasValue("a=b");
    assertThat(opening.contextPath()).isEqualTo("/wsbin");
    assertThat(opening.engine()).isEqualTo(Engine.WIRE);
    assertThat(opening.secure()).isFalse();
  }

  @Test
  void eachLineOfAHeaderIsOne() {
    container.headers.put("Host", List.of("localhost"));
    container.headers.put("Cookie", List.of("a=1", "b=2"));
    assertThat(opening.headers())
        .containsExactly(
            Map.entry("Host", "localhost"), Map.entry("Cookie", "a=1"), Map.entry("Cookie", "b=2"));
    assertThat(opening.header("Cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void subprotocolsAreThoseOfAllLines() {
    container.headers.put("Sec-WebSocket-Protocol", List.of("chat, mqtt", "soap"));
    assertThat(opening.subprotocols()).containsExactly("chat", "mqtt", "soap");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:4711",
    "2001:db8::1, [2001:db8::1]:4711",
    "[2001:db8::1], [2001:db8::1]:4711"
  })
  void anAddressOfIpv6IsInBrackets(String address, String shown) {
    container.address = address;
    assertThat(opening.peerAddress()).isEqualTo(shown);
  }

  @Test
  void anAddressThatATrustedProxyNamesHasNoPort() {
    container.headers.put("X-Forwarded-For", List.of("2001:db8::7"));
    ClientView.note(container.request(), AddressRange.parse("192.0.2.1").stream().toList());
    assertThat(opening.peerAddress()).isEqualTo("[2001:db8:0:0:0:0:0:7]");
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta.servlet.request.secure_protocol",
    "org.apache.tomcat.util.net.secure_protocol_version"
  })
  void tlsIsWhatTheContainerReports(String attribute) {
    container.attributes.put(attribute, "TLSv1.3");
    container.attributes.put("jakarta.servlet.request.cipher_suite", "TLS_AES_128_GCM_SHA256");
    assertThat(opening.tlsVersion()).as("there is no TLS").isEmpty();
    assertThat(opening.cipherSuite()).isEmpty();
    container.secure = true;
    assertThat(opening.tlsVersion()).hasValue("TLSv1.3");
    assertThat(opening.cipherSuite()).hasValue("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void whatTheContainerDoesNotTellIsNotThere() {
    container.secure = true;
    assertThat(opening.tlsVersion()).isEmpty();
    assertThat(opening.cipherSuite()).isEmpty();
  }
}
