package org.wsbin.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.wsbin.diff.DiffReport.Difference;

/** Each kind of difference alone, and none that is not there. */
class ComparisonTest {
  private final SideText client = new SideText("client");
  private final SideText server = new SideText("wire");

  private List<String> kinds() {
    return report().differences().stream().map(Difference::kind).toList();
  }

  private DiffReport report() {
    return Comparison.of(client.side(), server.side());
  }

  private void both(Consumer<SideText> add) {
    add.accept(client);
    add.accept(server);
  }

  @Test
  void theSame() {
    both(
        side ->
            side.request("Host", "h")
                .response("Upgrade", "websocket")
                .text("<", "hello")
                .frame("<", "ping", true, "01020304", "x")
                .frame(">", "pong", true, "", "x")
                .text(">", "hello")
                .closeFromClient(4000, "enough")
                .closeFromServer(4000, "enough"));
    assertThat(report().differences()).isEmpty();
    assertThat(report().notes()).isEmpty();
  }

  @Test
  void theContainersOwnHeadersAreNoDifference() {
    client.response("Date", "now").response("Server", "wsbin");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void headersAddedRemovedChangedAndInAnotherOrder() {
    client.request("Host", "a").request("B", "1").request("C", "2").request("D", "x");
    server.request("Host", "b").request("C", "2").request("B", "1").request("Via", "1.1 p");
    assertThat(kinds())
        .containsExactly("header-changed", "header-removed", "header-added", "header-order");
    assertThat(report().differences().get(0).sentence())
        .isEqualTo("The request header Host was changed.");
    assertThat(report().differences().get(0).client()).isEqualTo("a");
    assertThat(report().differences().get(0).server()).isEqualTo("b");
  }

  @Test
  void theCaseOfNamesAndValues() {
    client.request("Connection", "Upgrade").request("X-Colour", "green");
    server.request("Connection", "upgrade").request("X-COLOUR", "green");
    assertThat(kinds()).containsExactly("header-case", "header-name-case");
  }

  @Test
  void namesAllInSmallLettersAreNotAsCertain() {
    client.request("X-Colour", "green");
    server.request("x-colour", "green");
    assertThat(kinds()).isEmpty();
    assertThat(report().notes()).singleElement().asString().contains("small letters");
  }

  @Test
  void theRequestTarget() {
    server.line("GET /echo HTTP/1.0");
    assertThat(kinds()).containsExactly("request-target");
  }

  @Test
  void aResponseHeaderThatChangedOnItsWayBack() {
    server.response("Sec-WebSocket-Extensions", "permessage-deflate");
    assertThat(kinds()).containsExactly("header-removed");
    assertThat(report().differences().get(0).client()).isEqualTo(Findings.NONE);
    assertThat(report().differences().get(0).server()).isEqualTo("permessage-deflate");
  }

  @Test
  void fragmentsMergedSplitAndMoved() {
    client.frame("<", "text", false, "01", "ab").frame("<", "continuation", true, "02", "c");
    server.frame("<", "text", true, "01", "abc");
    assertThat(kinds()).containsExactly("frames-merged");
    client.text(">", "abc");
    server.frame(">", "text", false, "", "a").frame(">", "continuation", true, "", "bc");
    assertThat(kinds()).containsExactly("frames-merged", "frames-merged");
  }

  @Test
  void boundariesMoved() {
    client.frame("<", "text", false, "01", "ab").frame("<", "continuation", true, "02", "c");
    server.frame("<", "text", false, "01", "a").frame("<", "continuation", true, "02", "bc");
    assertThat(kinds()).containsExactly("frames-moved");
  }

  @Test
  void aFrameSplit() {
    client.frame("<", "text", true, "01", "abc");
    server.frame("<", "text", false, "01", "a").frame("<", "continuation", true, "02", "bc");
    assertThat(kinds()).containsExactly("frames-split");
  }

  @Test
  void aLostMessageDoesNotMakeTheOthersDifferent() {
    client.text("<", "1").text("<", "2").text("<", "3").text("<", "4");
    server.text("<", "1").text("<", "3").text("<", "4");
    assertThat(report().differences())
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.kind()).isEqualTo("message-lost");
              assertThat(lost.sentence())
                  .isEqualTo("A message from the client, #2 of the client, did not arrive.");
            });
  }

  @Test
  void anAddedMessageAndAChangedOne() {
    client.text("<", "1").text("<", "2").text("<", "3");
    server.text("<", "1").text("<", "x").text("<", "3").text("<", "4");
    assertThat(kinds()).containsExactly("payload-changed", "message-added");
  }

  @Test
  void aTextThatArrivesAsBinary() {
    client.text("<", "1");
    server.frame("<", "binary", true, "0a0b0c0d", "1");
    assertThat(kinds()).containsExactly("kind-changed");
  }

  @Test
  void maskingKeys() {
    client.text("<", "1").frame("<", "ping", true, "01", "");
    server.frame("<", "text", true, "ff", "1").frame("<", "ping", true, "01", "");
    assertThat(kinds()).containsExactly("masking-keys");
    assertThat(report().differences().get(0).sentence())
        .isEqualTo("The masking keys of 1 of 2 frames were changed.");
  }

  @Test
  void pingsSwallowedAndAnsweredBetween() {
    client.frame("<", "ping", true, "01", "x").frame(">", "pong", true, "", "x");
    assertThat(kinds()).containsExactly("ping-lost", "pong-added");
  }

  @Test
  void pingsAdded() {
    server.frame("<", "ping", true, "01", "keep").frame(">", "pong", true, "", "keep");
    assertThat(kinds()).containsExactly("ping-added", "pong-lost");
  }

  @Test
  void compressionLostOnTheWay() {
    client.frame("<", "text", true, true, "01", deflated("hello"), 0, 0.1);
    server.frame("<", "text", true, "01", "hello");
    assertThat(kinds()).containsExactly("compression-lost");
  }

  @Test
  void compressedDifferentlyWithTheSameText() {
    client.frame("<", "text", true, true, "01", deflated("hello"), 0, 0.1);
    byte[] stored = {0, 5, 0, (byte) 0xfa, (byte) 0xff, 'h', 'e', 'l', 'l', 'o', 0};
    server.frame("<", "text", true, true, "01", stored, 0, 0.1);
    assertThat(kinds()).containsExactly("compression-changed");
  }

  @Test
  void whatWasNotKeptIsNotDifferent() {
    client.frame("<", "binary", true, false, "01", "ab".getBytes(UTF_8), 10, 0.1);
    server.frame("<", "binary", true, false, "01", "abcd".getBytes(UTF_8), 8, 0.1);
    assertThat(kinds()).isEmpty();
    assertThat(report().notes()).singleElement().asString().contains("cannot be compared");
  }

  @Test
  void whatWasKeptIsCompared() {
    client.frame("<", "binary", true, false, "01", "ab".getBytes(UTF_8), 10, 0.1);
    server.frame("<", "binary", true, false, "01", "ax".getBytes(UTF_8), 10, 0.1);
    assertThat(kinds()).containsExactly("payload-changed");
  }

  @Test
  void aFullTranscriptAFaultAndTheContainersEngineAreNotCompared() {
    client.text("<", "1").text(">", "2");
    server.omitted(1);
    assertThat(kinds()).isEmpty();
    server.omitted(0).faulty().text("<", "1");
    assertThat(kinds()).isEmpty();
    server.notShown();
    assertThat(kinds()).isEmpty();
    assertThat(report().rows()).anyMatch(row -> row.mark() == DiffReport.Mark.UNKNOWN);
  }

  @Test
  void theEndAfterAFaultIsNotCompared() {
    client.end("client", false, "fin");
    server.faulty();
    assertThat(kinds()).isEmpty();
    assertThat(report().notes())
        .contains("The server sent raw bytes (a fault), after which both may see another end.");
  }

  @Test
  void whatIsStillOnItsWayIsNotLost() {
    client.text("<", "1");
    server.open();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aCloseCodeOrReasonReplaced() {
    client.closeFromClient(4000, "a").closeFromServer(1000, "b");
    server.closeFromClient(1001, "a").closeFromServer(1000, "c");
    assertThat(kinds()).containsExactly("close-code", "close-reason");
  }

  @Test
  void aCloseThatDidNotArriveAndOneThatNobodySent() {
    client.closeFromClient(4000, "a").closeFromServer(4000, "a");
    server.end("network", false, "fin");
    assertThat(kinds()).containsExactly("close-lost", "close-added", "end-unclean");
    assertThat(report().differences().get(0).sentence()).contains("the code is 1006");
  }

  @Test
  void tcpEndedBetween() {
    client.end("network", false, "fin");
    server.end("network", false, "reset");
    assertThat(kinds()).containsExactly("tcp-ended");
    server.end("network", false, "local");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aLargeDelayIsFoundWhateverTheClocksAre() {
    client.frame("<", "text", true, false, "01", "a".getBytes(UTF_8), 0, 0.1);
    client.frame("<", "text", true, false, "01", "b".getBytes(UTF_8), 0, 0.2);
    server.frame("<", "text", true, false, "01", "a".getBytes(UTF_8), 0, 7.1);
    server.frame("<", "text", true, false, "01", "b".getBytes(UTF_8), 0, 7.3);
    assertThat(kinds()).isEmpty();
    client.frame("<", "text", true, false, "01", "c".getBytes(UTF_8), 0, 0.3);
    server.frame("<", "text", true, false, "01", "c".getBytes(UTF_8), 0, 8.9);
    assertThat(kinds()).containsExactly("delay");
  }

  private static byte[] deflated(String text) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(text.getBytes(UTF_8));
    byte[] bytes = new byte[100];
    int count = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
    deflater.end();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Arrays.copyOf(bytes, count - 4)); // RFC 7692 section 7.2.1: without the tail
    return all.toByteArray();
  }
}
