package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.CaseStep.Close;
import org.wsbin.conformance.CaseStep.Data;
import org.wsbin.conformance.CaseStep.Echoes;
import org.wsbin.conformance.CaseStep.End;
import org.wsbin.conformance.CaseStep.Frame;
import org.wsbin.conformance.CaseStep.Header;
import org.wsbin.conformance.CaseStep.Kill;
import org.wsbin.conformance.CaseStep.Message;
import org.wsbin.conformance.CaseStep.Octets;
import org.wsbin.conformance.CaseStep.Wait;

class CaseParserTest {
  private static final Payload HI = Payload.parse("\"hi\"");

  @Test
  void readsFrames() {
    assertThat(step("1:\"hi\"")).isEqualTo(new Frame(true, 0, 1, 0, false, HI));
    assertThat(step("A-:\"hi\"")).isEqualTo(new Frame(false, 0, 10, 0, false, HI));
    assertThat(step("2r5:x6869")).isEqualTo(new Frame(true, 5, 2, 0, false, HI));
    assertThat(step("1c997:\"hi\"")).isEqualTo(new Frame(true, 0, 1, 997, false, HI));
    assertThat(step("0s:\"hi\"")).isEqualTo(new Frame(true, 0, 0, 0, true, HI));
    assertThat(step("F-r7c2s:\"\"")).isEqualTo(new Frame(false, 7, 15, 2, true, Payload.EMPTY));
  }

  @Test
  void readsMessages() {
    assertThat(step("M1:\"hi\"")).isEqualTo(new Message(1, 0, HI));
    assertThat(step("M2f64:\"hi\"")).isEqualTo(new Message(2, 64, HI));
    assertThat(step("D:prose,16")).isEqualTo(new Data(DataFile.PROSE, 16, 0));
    assertThat(step("Df256:json,8192")).isEqualTo(new Data(DataFile.JSON, 8192, 256));
    assertThat(step("echo 1000 1:\"hi\""))
        .isEqualTo(new Echoes(1000, new Frame(true, 0, 1, 0, false, HI)));
    assertThat(step("echo 1 M2f64:\"hi\"")).isEqualTo(new Echoes(1, new Message(2, 64, HI)));
  }

  @Test
  void readsPieces() {
    assertThat(step("hdr(21)")).isEqualTo(new Header(21));
    assertThat(step("raw:x6869")).isEqualTo(new Octets(HI));
  }

  @Test
  void readsCloses() {
    assertThat(step("close()")).isEqualTo(new Close(OptionalInt.empty(), Payload.EMPTY));
    assertThat(step("close(1000)")).isEqualTo(new Close(OptionalInt.of(1000), Payload.EMPTY));
    assertThat(step("close(65535)")).isEqualTo(new Close(OptionalInt.of(65_535), Payload.EMPTY));
    assertThat(step("close(1000,\"hi\")")).isEqualTo(new Close(OptionalInt.of(1000), HI));
    assertThat(step("close(,x6869)")).isEqualTo(new Close(OptionalInt.empty(), HI));
  }

  @Test
  void readsTimes() {
    assertThat(step("wait 1")).isEqualTo(new Wait(Duration.ofSeconds(1), Optional.empty()));
    assertThat(step("wait 1 B")).isEqualTo(new Wait(Duration.ofSeconds(1), Optional.of("B")));
    assertThat(step("kill 0.5")).isEqualTo(new Kill(Duration.ofMillis(500)));
    assertThat(step("end 480")).isEqualTo(new End(Duration.ofMinutes(8)));
  }

  @Test
  void keepsTheOrderOfTheSteps() {
    assertThat(CaseParser.script("1-:\"a; b\"; 0:\"\"; kill 1".replace("; b", ";b")))
        .extracting(each -> each.getClass().getSimpleName())
        .containsExactly("Frame", "Frame", "Kill");
  }

  private static CaseStep step(String text) {
    List<CaseStep> steps = CaseParser.script(text);
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  @Test
  void readsExpectedEvents() {
    assertThat(CaseParser.expected("OK=[T\"a b\" Bx6869 P\"\" @A] NS=[]"))
        .containsExactly(
            java.util.Map.entry(
                Verdicts.Behaviour.OK,
                List.of(
                    Event.of(Event.Kind.TEXT, Payload.parse("\"a b\"")),
                    Event.of(Event.Kind.BINARY, HI),
                    Event.of(Event.Kind.PONG, Payload.EMPTY),
                    Event.time("A"))),
            java.util.Map.entry(Verdicts.Behaviour.NON_STRICT, List.of()));
    assertThat(CaseParser.expected("-")).isEmpty();
  }

  @Test
  void readsClosings() {
    assertThat(CaseParser.closing("me{1000,1001}clean"))
        .isEqualTo(new ExpectedClose(true, List.of(1000, 1001), true, false));
    assertThat(CaseParser.closing("me{1002}"))
        .isEqualTo(new ExpectedClose(true, List.of(1002), false, false));
    assertThat(CaseParser.closing("peer{1007}!"))
        .isEqualTo(new ExpectedClose(false, List.of(1007), false, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jump",
        "G:\"hi\"",
        "1:",
        "1:hi",
        "1:\"hi",
        "1r8:\"hi\"",
        "1-c:\"hi\"",
        "1sc1:\"hi\"",
        "M3:\"hi\"",
        "M1f:\"hi\"",
        "D:json",
        "D:novel,16",
        "hdr()",
        "raw:",
        "close",
        "close(x)",
        "close(70000)",
        "close(1000,hi)",
        "wait",
        "wait one",
        "kill",
        "kill -1",
        "end 1e3",
        "end 12345678901234567890",
        "echo 5",
        "echo many 1:\"hi\"",
        "echo 5 kill 1",
        "1:x2",
        "1:xZZ",
        "1:x2A",
        "1:x2a*",
        "1:x2a*99999999999999",
        "1:x2a2b*3",
        "1:rep(\"\",5)",
        "1:rep(\"a\")",
        "1c99999999999:\"hi\""
      })
  void refusesOtherStepsWithSentence(String text) {
    assertThatThrownBy(() -> CaseParser.script(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(".")
        .hasMessageMatching(".*(is no step|is no payload|no data file|has no close code).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "OK=[",
        "OK=[] junk",
        "OK=[T\"\"] XX=[]",
        "OK=[hi]",
        "OK=[T\"a\" x]",
        "OK=[T\"a]",
        "- -",
        "NO=[]"
      })
  void refusesOtherExpectations(String text) {
    assertThatThrownBy(() -> CaseParser.expected(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"")
        .hasMessageEndingWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "me", "me{}", "me{1000,}", "you{1000}", "me{1000}!clean", "me{10000000000}"})
  void refusesOtherClosings(String text) {
    assertThatThrownBy(() -> CaseParser.closing(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is no way to close a case.");
  }
}
