package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Origin;
import org.wsbin.settings.AddressRange;

/** The TCP peer is 192.0.2.1; 10.0.0.0/8 and it are trusted, unless a test says otherwise. */
class ClientViewTest {
  private static final String OWN = "192.0.2.1 http own.example";

  private final FakeContainer container = new FakeContainer();
  private List<AddressRange> proxies = ranges("192.0.2.1", "10.0.0.0/8");

  @BeforeEach
  void host() {
    container.headers.put("Host", List.of("own.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for=203.0.113.7;proto=https;host=a.example                       | 203.0.113.7 https a.example
          For="203.0.113.7:4711";Proto=HTTPS;Host="a.example:8443"         | 203.0.113.7 https a.example:8443
          for="[2001:db8::7]:4711";proto=wss                               | 2001:db8:0:0:0:0:0:7 https own.example
          for=198.51.100.1, for=203.0.113.7;proto=https                    | 203.0.113.7 https own.example
          for=203.0.113.7;proto=https , for=10.0.0.1;proto=http;host=inner | 203.0.113.7 https own.example
          for=10.0.0.1;host=a.example, for=10.0.0.2                        | 10.0.0.1 http a.example
          proto=https                                                      | 192.0.2.1 https own.example
          by=10.0.0.1;secret="a\\",b";for=203.0.113.7                       | 203.0.113.7 http own.example
          """)
  @DisplayName("RFC 7239 section 4: the hop before the trusted ones is the client's")
  void forwarded(String value, String expected) {
    container.headers.put("Forwarded", List.of(value));
    assertThat(seen()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=203.0.113.7 proto=https",
        "for=203.0.113.7,,for=1.2.3.4",
        "for=203.0.113.7;",
        "for=\"203.0.113.7",
        "203.0.113.7",
        "",
        "for=203.0.113.7;proto",
        ";for=203.0.113.7"
      })
  @DisplayName("RFC 7239 section 4: a header with wrong syntax does not count at all")
  void malformedSyntax(String value) {
    container.headers.put("Forwarded", List.of(value));
    assertThat(seen()).isEqualTo(OWN);
  }

  @ParameterizedTest
  @CsvSource({
    "for=unknown;proto=https, 192.0.2.1 https own.example",
    "for=_hidden;host=a.example, 192.0.2.1 http a.example",
    "for=example.com;proto=ftp, 192.0.2.1 http own.example",
    "for=203.0.113.999;proto=https, 192.0.2.1 https own.example",
    "'for=203.0.113.7;host=\"a b\"', 203.0.113.7 http own.example",
    "for=203.0.113.7;host=\"a.example/x\", 203.0.113.7 http own.example"
  })
  @DisplayName("RFC 7239 section 6: a hidden or malformed value is that of the connection")
  void malformedValues(String value, String expected) {
    container.headers.put("Forwarded", List.of(value));
    assertThat(seen()).isEqualTo(expected);
  }

  @Test
  void linesAreOneList() {
    container.headers.put("Forwarded", List.of("for=203.0.113.7", "for=10.0.0.1"));
    assertThat(seen()).isEqualTo("203.0.113.7 http own.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          203.0.113.7                 | https       | a.example    | 203.0.113.7 https a.example
          198.51.100.1, 203.0.113.7   | https       | -            | 203.0.113.7 https own.example
          203.0.113.7, 10.0.0.1       | https, http | a.example, b | 203.0.113.7 https a.example
          203.0.113.7, 10.0.0.1       | https       | -            | 203.0.113.7 https own.example
          6.6.6.6,203.0.113.7,10.0.0.1| http, https, http | -      | 203.0.113.7 https own.example
          -                           | https       | -            | 192.0.2.1 https own.example
          -                           | https, http | -            | 192.0.2.1 http own.example
          2001:db8::7                 | -           | -            | 2001:db8:0:0:0:0:0:7 http own.example
          203.0.113.7:4711            | -           | -            | 203.0.113.7 http own.example
          nonsense                    | nonsense    | a b          | 192.0.2.1 http own.example
          """)
  void theOlderHeaders(String client, String proto, String host, String expected) {
    Optional.ofNullable(client)
        .ifPresent(value -> container.headers.put("X-Forwarded-For", List.of(value)));
    Optional.ofNullable(proto)
        .ifPresent(value -> container.headers.put("X-Forwarded-Proto", List.of(value)));
    Optional.ofNullable(host)
        .ifPresent(value -> container.headers.put("X-Forwarded-Host", List.of(value)));
    assertThat(seen()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, 203.0.113.7 https own.example", "6.6.6.6, " + OWN})
  void bothKindsCountOnlyIfTheyNameTheSameClient(String older, String expected) {
    container.headers.put("Forwarded", List.of("for=203.0.113.7;proto=https"));
    container.headers.put("X-Forwarded-For", List.of(older));
    assertThat(seen()).isEqualTo(expected);
  }

  @Test
  void fromAnAddressThatIsNotTrustedNothingCounts() {
    proxies = ranges("10.0.0.0/8");
    container.headers.put("Forwarded", List.of("for=203.0.113.7;proto=https;host=a.example"));
    container.headers.put("X-Forwarded-For", List.of("203.0.113.7"));
    assertThat(seen()).isEqualTo(OWN);
    assertThat(view().trusted()).isFalse();
    container.address = "10.1.2.3";
    assertThat(seen()).isEqualTo("203.0.113.7 https a.example");
    assertThat(view().trusted()).isTrue();
    assertThat(view().origin()).isEqualTo(Origin.parse("https://a.example"));
  }

  @Test
  void aHeaderThatDoesNotCountIsNamedForTheSentence() {
    container.headers.put("X-Forwarded-Proto", List.of("https\r\n<b>"));
    assertThat(view().untrusted()).isEmpty();
    proxies = List.of();
    assertThat(view().untrusted()).hasValue("X-Forwarded-Proto: https\\x0d\\x0a\\x3cb\\x3e");
    container.headers.clear();
    container.headers.put("X-Forwarded-For", List.of("203.0.113.7"));
    assertThat(view().untrusted()).as("it says nothing about the origin").isEmpty();
  }

  @Test
  void whatTheFrontDoorNotedIsWhatTheOthersSee() {
    container.headers.put("X-Forwarded-Proto", List.of("https"));
    assertThat(ClientView.of(container.request()).secure()).isFalse();
    ClientView noted = view();
    assertThat(noted.secure()).isTrue();
    assertThat(ClientView.of(container.request())).isEqualTo(noted);
    ServletHandshakeRequest seen = new ServletHandshakeRequest(container.request());
    assertThat(seen.secure()).isTrue();
    assertThat(seen.host()).isEqualTo("own.example");
  }

  private ClientView view() {
    return ClientView.note(container.request(), proxies);
  }

  private String seen() {
    ClientView view = view();
    return view.address() + (view.secure() ? " https " : " http ") + view.host();
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).flatMap(text -> AddressRange.parse(text).stream()).toList();
  }
}
