package org.wsbin.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | f is not a transcript. It is not JSON: it is empty.",
        "[]                          | f is not a transcript: it must be an object.",
        "{}                          | f is not a transcript: version must be a whole number, 0 or more.",
        "{\"version\":2}             | f has version 2; this wsbin reads version 1.",
        "{\"version\":1}             | f is not a transcript: connections must be a list.",
        "{\"version\":1,\"connections\":[1]} | f is not a transcript: connections[0] must be an object."
      })
  void aWrongFileGetsASentence(String json, String sentence) {
    assertThatThrownBy(() -> SideReader.read("f", json == null ? "" : json))
        .isInstanceOf(SideException.class)
        .hasMessage(sentence);
  }

  @Test
  void brokenJsonAndTooDeepJsonGetASentence() {
    for (String json : List.of("{\"version\":", "[".repeat(100_000), "{} {}", "nul")) {
      assertThatThrownBy(() -> SideReader.read("f", json))
          .isInstanceOf(SideException.class)
          .hasMessageStartingWith("f is not a transcript.");
    }
  }

  @Test
  void jsonThatIsTooDeepIsCalledThat() {
    assertThatThrownBy(() -> SideReader.read("f", "[".repeat(100_000)))
        .hasMessage(
            "f is not a transcript. It is JSON that is nested too deeply, or has a number or a text"
                + " that is too long.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-5         | 1          | 1000       | length must be a whole number, 0 or more",
        "5          | 4294967297 | 1000       | number must be a whole number, 0 or more, at most 2147483647",
        "5          | 1          | 4294968296 | code must be a whole number, 0 or more, at most 65535"
      })
  void aNumberThatCannotBeGetsASentence(
      String length, String number, String code, String sentence) {
    String json =
        """
        {"version":1,"connections":[{"id":"1","engine":"wire","request":{"line":"GET / HTTP/1.1",
        "headers":[]},"headers":[],"frames":[{"number":%s,"at":0.1,"direction":"received",
        "opcode":"text","fin":true,"rsv1":false,"maskingKey":null,"length":%s,"complete":true,
        "text":"hello"}],"omittedFrames":0,"faults":[],"close":{"received":{"code":%s,"reason":""},
        "sent":null,"by":"client","clean":true},"end":null,"notShown":[]}]}
        """
            .formatted(number, length, code);
    assertThatThrownBy(() -> SideReader.read("f", json))
        .isInstanceOf(SideException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void theSameConnectionIsFoundByItsIdOrItsKey() {
    Side one = new SideText("wire").id("1").request("Sec-WebSocket-Key", "a").side();
    Side two = new SideText("wire").id("2").request("Sec-WebSocket-Key", "b").side();
    Side client = new SideText("client").id("2").side();
    assertThat(SideReader.match(client, List.of(one, two))).isSameAs(two);
    Side stripped = new SideText("client").id("").request("sec-websocket-key", "b").side();
    assertThat(SideReader.match(stripped, List.of(one, two))).isSameAs(two);
    Side other = new SideText("client").id("3").side();
    assertThatThrownBy(() -> SideReader.match(other, List.of(one)))
        .hasMessage("The server's transcript has 1 connection, and none is the client's (3).");
  }
}
