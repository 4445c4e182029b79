package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.CaseStep.Data;
import org.wsbin.conformance.CaseStep.Echoes;
import org.wsbin.conformance.CaseStep.End;
import org.wsbin.conformance.CaseStep.Frame;
import org.wsbin.conformance.CaseStep.Message;
import org.wsbin.conformance.Verdicts.Behaviour;

class CaseCatalogueTest {
  private static final CaseCatalogue CATALOGUE = CaseCatalogue.load();

  @Test
  void has517CasesInTheOrderOfTheirIds() {
    List<ConformanceCase> all = CATALOGUE.all();

    assertThat(all).hasSize(517);
    assertThat(all).extracting(ConformanceCase::id).isSorted();
    assertThat(all)
        .extracting(ConformanceCase::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 517).boxed().toList());
    assertThat(ids(List.of("*"), List.of())).hasSize(517);
  }

  @ParameterizedTest(name = "{0}.1 to {0}.{3} are the cases {1} to {2}")
  @CsvSource({
    "1.1, 1, 8, 8",
    "1.2, 9, 16, 8",
    "2, 17, 27, 11",
    "3, 28, 34, 7",
    "4.1, 35, 39, 5",
    "4.2, 40, 44, 5",
    "5, 45, 64, 20",
    "6.1, 65, 67, 3",
    "6.2, 68, 71, 4",
    "6.3, 72, 73, 2",
    "6.4, 74, 77, 4",
    "6.5, 78, 82, 5",
    "6.6, 83, 93, 11",
    "6.7, 94, 97, 4",
    "6.8, 98, 99, 2",
    "6.9, 100, 103, 4",
    "6.10, 104, 106, 3",
    "6.11, 107, 111, 5",
    "6.12, 112, 119, 8",
    "6.13, 120, 124, 5",
    "6.14, 125, 134, 10",
    "6.15, 135, 135, 1",
    "6.16, 136, 138, 3",
    "6.17, 139, 143, 5",
    "6.18, 144, 148, 5",
    "6.19, 149, 153, 5",
    "6.20, 154, 160, 7",
    "6.21, 161, 168, 8",
    "6.22, 169, 202, 34",
    "6.23, 203, 209, 7",
    "7.1, 210, 215, 6",
    "7.3, 216, 221, 6",
    "7.5, 222, 222, 1",
    "7.7, 223, 235, 13",
    "7.9, 236, 244, 9",
    "7.13, 245, 246, 2",
    "9.1, 247, 252, 6",
    "9.2, 253, 258, 6",
    "9.3, 259, 267, 9",
    "9.4, 268, 276, 9",
    "9.5, 277, 282, 6",
    "9.6, 283, 288, 6",
    "9.7, 289, 294, 6",
    "9.8, 295, 300, 6",
    "10.1, 301, 301, 1",
    "12.1, 302, 319, 18",
    "12.2, 320, 337, 18",
    "12.3, 338, 355, 18",
    "12.4, 356, 373, 18",
    "12.5, 374, 391, 18",
    "13.1, 392, 409, 18",
    "13.2, 410, 427, 18",
    "13.3, 428, 445, 18",
    "13.4, 446, 463, 18",
    "13.5, 464, 481, 18",
    "13.6, 482, 499, 18",
    "13.7, 500, 517, 18"
  })
  void groupsHaveTheirNumbers(String group, int first, int last, int count) {
    List<ConformanceCase> cases = CATALOGUE.select(List.of(group + ".*"), List.of());

    assertThat(cases)
        .extracting(each -> each.id().toString())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, count).mapToObj(each -> group + "." + each).toList());
    assertThat(cases.get(0).number()).isEqualTo(first);
    assertThat(cases.get(count - 1).number()).isEqualTo(last);
  }

  @Test
  void everyCaseHasTitleAndWords() {
    assertThat(CATALOGUE.groups().keySet())
        .extracting(CaseId::toString)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "9", "10", "12", "13");
    assertThat(CATALOGUE.all())
        .allSatisfy(
            each -> {
              assertThat(each.title()).isNotBlank();
              assertThat(each.description()).startsWith(each.title()).doesNotContain("<");
              assertThat(each.expectation()).endsWith(".");
            });
  }

  @Test
  void linesOfEachKindAreRead() {
    assertThat(Played.named("1.1.8").script().get(0))
        .isEqualTo(new Frame(true, 0, 1, 997, false, Payload.parse("x2a*65536")));
    assertThat(Played.named("3.3").script().get(1))
        .isEqualTo(new Frame(true, 3, 1, 0, true, Payload.parse("\"Hello, world!\"")));
    assertThat(Played.named("3.2").expected().keySet())
        .containsExactly(Behaviour.OK, Behaviour.NON_STRICT);
    assertThat(Played.named("7.3.2").closing())
        .isEqualTo(new ExpectedClose(true, List.of(1002), false, false));
    assertThat(Played.named("6.3.1").closing())
        .isEqualTo(new ExpectedClose(false, List.of(1007), false, true));
    assertThat(Played.named("10.1.1").script().get(0))
        .isEqualTo(new Message(1, 1300, Payload.parse("x2a*65536")));
  }

  @Test
  @DisplayName("RFC 3629: what the cases 6.5 to 6.23 call valid is what a strict decoder accepts")
  void utf8CasesAgreeWithTheDecoder() {
    List<ConformanceCase> cases =
        CATALOGUE.select(List.of("6.*"), List.of("6.1.*", "6.2.*", "6.3.*", "6.4.*"));

    assertThat(cases).hasSize(132);
    assertThat(cases)
        .allSatisfy(
            each -> {
              Payload payload = ((Message) each.script().get(0)).payload();
              boolean valid = isUtf8(payload.bytes());
              assertThat(each.closing().byUs()).isEqualTo(valid);
              assertThat(each.closing().detects()).isEqualTo(!valid);
              assertThat(each.expected().get(Behaviour.OK))
                  .isEqualTo(valid ? List.of(Event.of(Event.Kind.TEXT, payload)) : List.of());
            });
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException invalid) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void largeMessagesGrowAsTheRuleSays(int group) {
    List<Integer> sizes = List.of(65_536, 262_144, 1_048_576, 4_194_304, 8_388_608, 16_777_216);
    String pattern = group == 1 ? "rep(\"BAsd7&jh23\",%d)" : "rep(x00fe23faf0,%d)";
    for (int k = 0; k < 6; k++) {
      assertThat(echoed("9." + group + "." + (k + 1), 1))
          .isEqualTo(new Frame(true, 0, group, 0, false, payload(pattern, sizes.get(k))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void fragmentsGrowByFour(int group) {
    for (int k = 0; k < 9; k++) {
      String octet = group == 4 && k == 0 ? "xfe*%d" : "x2a*%d";
      assertThat(echoed("9." + group + "." + (k + 1), 1))
          .isEqualTo(new Message(group - 2, 64 << (2 * k), payload(octet, 4_194_304)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void choppedMessagesGrowByTwo(int group) {
    String pattern = group == 5 ? "rep(\"BAsd7&jh23\",%d)" : "rep(x00fe23faf0,%d)";
    for (int k = 0; k < 6; k++) {
      assertThat(echoed("9." + group + "." + (k + 1), 1))
          .isEqualTo(new Frame(true, 0, group - 4, 64 << k, false, payload(pattern, 1_048_576)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void manyMessagesGrowAsTheRuleSays(int group) {
    List<Integer> sizes = List.of(0, 16, 64, 256, 1024, 4096);
    for (int k = 0; k < 6; k++) {
      assertThat(echoed("9." + group + "." + (k + 1), 1000))
          .isEqualTo(
              new Frame(
                  true,
                  0,
                  group - 6,
                  0,
                  false,
                  payload(group == 7 ? "x2a*%d" : "xfe*%d", sizes.get(k))));
    }
  }

  @Test
  void limitsOfTheGroup9AreThoseOfTheRule() {
    assertThat(limits("9.1.*")).containsExactly(10L, 10L, 100L, 100L, 100L, 100L);
    assertThat(limits("9.2.*")).containsExactly(10L, 10L, 10L, 10L, 100L, 100L);
    assertThat(limits("9.3.*")).hasSize(9).containsOnly(100L);
    assertThat(limits("9.4.*")).hasSize(9).containsOnly(100L);
    assertThat(limits("9.5.*")).hasSize(6).containsOnly(1000L);
    assertThat(limits("9.6.*")).hasSize(6).containsOnly(1000L);
    assertThat(limits("9.7.*")).containsExactly(60L, 60L, 60L, 120L, 240L, 480L);
    assertThat(limits("9.8.*")).containsExactly(60L, 60L, 60L, 120L, 240L, 480L);
  }

  @ParameterizedTest
  @CsvSource({
    "12.1, JSON", "12.2, BITMAP", "12.3, PROSE", "12.4, HTML", "12.5, DOCUMENT", "13.1, JSON",
    "13.2, JSON", "13.3, JSON", "13.4, JSON", "13.5, JSON", "13.6, JSON", "13.7, JSON"
  })
  void compressedMessagesFollowTheSameRuleInEachGroup(String group, DataFile file) {
    List<Integer> fragments = List.of(256, 256, 256, 256, 256, 1024, 4096, 32_768);
    List<CaseStep.Sent> expected = new ArrayList<>();
    for (int size : List.of(16, 64, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072)) {
      expected.add(new Data(file, size, 0));
    }
    for (int k = 0; k < 8; k++) {
      expected.add(new Data(file, Math.min(8192 << k, 131_072), fragments.get(k)));
    }

    assertThat(CATALOGUE.select(List.of(group + ".*"), List.of()))
        .extracting(each -> echoed(each.id().toString(), 1000))
        .containsExactlyElementsOf(expected);
    assertThat(limits(group + ".*"))
        .startsWith(60L, 60L, 120L, 240L)
        .endsWith(IntStream.range(0, 14).mapToObj(each -> 480L).toArray(Long[]::new));
  }

  private static Payload payload(String notation, int size) {
    return Payload.parse(String.format(java.util.Locale.ROOT, notation, size)).part(0, size);
  }

  /** What a case that judges echoes sends that often. */
  private static CaseStep.Sent echoed(String id, int count) {
    ConformanceCase played = Played.named(id);
    assertThat(played.script()).hasSize(2);
    assertThat(played.expected()).isEmpty();
    assertThat(played.closing()).isEqualTo(new ExpectedClose(true, List.of(1000), true, false));
    Echoes echoes = (Echoes) played.script().get(1);
    assertThat(echoes.count()).isEqualTo(count);
    return echoes.what();
  }

  private static List<Long> limits(String pattern) {
    return CATALOGUE.select(List.of(pattern), List.of()).stream()
        .map(each -> ((End) each.script().get(0)).after().toSeconds())
        .toList();
  }

  @Test
  void starStandsForAnyCharactersAndTheEndIsFree() {
    assertThat(ids(List.of("2.1*"), List.of())).containsExactly("2.1", "2.10", "2.11");
    assertThat(ids(List.of("*.8.6"), List.of())).containsExactly("9.8.6");
    assertThat(ids(List.of("7.*.13"), List.of())).containsExactly("7.7.13");
    assertThat(ids(List.of("10*"), List.of())).containsExactly("10.1.1");
    assertThat(ids(List.of("1.1.1*", "1.1.1"), List.of())).containsExactly("1.1.1");
    assertThat(ids(List.of("*.1.1"), List.of()))
        .as("not anchored at the end")
        .contains("1.1.1", "10.1.1", "13.1.18")
        .doesNotContain("1.1.2", "12.2.1");
    assertThat(ids(List.of("13.7.1*"), List.of())).hasSize(10);
  }

  @Test
  void dotStandsForItselfAndSoDoesAnythingElse() {
    assertThat(ids(List.of("1.1*"), List.of())).doesNotContain("10.1.1", "12.1.1");
    assertThat(ids(List.of("\\E.*\\Q*", "(*", "[0-9]*"), List.of())).isEmpty();
  }

  @Test
  void withoutStarOnlyTheIdItselfIsMeant() {
    assertThat(ids(List.of("2.1"), List.of())).containsExactly("2.1");
    assertThat(ids(List.of("1.1", "8.1.1", "nonsense", ""), List.of())).isEmpty();
  }

  @Test
  void excludedCasesAreLeftOutAndOrderIsThatOfTheIds() {
    assertThat(ids(List.of("2.9", "2.10", "1.2.1"), List.of()))
        .containsExactly("1.2.1", "2.9", "2.10");
    assertThat(ids(List.of("*"), List.of("9.*", "12.*", "13.*"))).hasSize(247);
    assertThat(ids(List.of("*"), List.of("12.*", "13.*"))).hasSize(301);
    assertThat(ids(List.of("*"), List.of("9.*"))).hasSize(463);
    assertThat(ids(List.of("2.*"), List.of("2.1*"))).hasSize(8).doesNotContain("2.10");
    assertThat(ids(List.of("2.*"), List.of("*"))).isEmpty();
    assertThat(ids(List.of(), List.of())).isEmpty();
  }

  private static List<String> ids(List<String> patterns, List<String> excluded) {
    return CATALOGUE.select(patterns, excluded).stream().map(each -> each.id().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1.1 | kill 1 | OK=[] ! it has neither four parts nor six",
        "x | kill 1 | OK=[] | me{1000} ! x is no id of a case, such as 1.1.8.",
        "1.1 | jump | OK=[] | me{1000} ! \"jump\" is no step of a case.",
      })
  void wrongLineIsNamed(String line, String sentence) {
    assertThatThrownBy(() -> new CaseCatalogue(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("\"" + line + "\"");
  }

  @Test
  void twoCasesOfOneIdAreWrong() {
    String line = "1.1 | kill 1 | OK=[] | me{1000}";
    assertThatThrownBy(() -> new CaseCatalogue(List.of(line, line)))
        .hasMessage("There are two cases 1.1.");
  }
}
