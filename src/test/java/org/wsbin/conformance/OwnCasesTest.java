package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.Role;

/** The cases of the strict mode: those of the other suite, and wsbin's own. */
class OwnCasesTest {
  private static final CaseCatalogue STRICT = CaseCatalogue.strict();

  static ConformanceCase named(String id) {
    return STRICT.select(List.of(id), List.of()).get(0);
  }

  @Test
  void theOtherCasesAreThereWithTheirNumbers() {
    List<ConformanceCase> all = STRICT.all();
    List<ConformanceCase> others = CaseCatalogue.load().all();
    assertThat(all.subList(0, 517))
        .extracting(each -> each.number() + " " + each.id())
        .isEqualTo(others.stream().map(each -> each.number() + " " + each.id()).toList());
    assertThat(others).allMatch(each -> each.own().equals(OwnCase.NONE));
  }

  @Test
  void eachOwnCaseNamesWhatItIsAboutAndWhereItComesFrom() {
    List<ConformanceCase> own = STRICT.all().subList(517, STRICT.all().size());
    assertThat(own).hasSizeGreaterThan(150).allMatch(each -> each.id().numbers().get(0) >= 20);
    assertThat(own)
        .allSatisfy(
            each -> {
              assertThat(each.title()).as("%s", each.id()).isNotEmpty();
              assertThat(each.own().words()).as("%s", each.id()).matches("[A-Z0-9].*\\.");
              for (String source : each.own().source().split(", ", -1)) {
                assertThat(source)
                    .as("%s", each.id())
                    .matches("RFC \\d{4} \\d+(\\.\\d+)*|CVE-\\d{4}-\\d{4,7}");
              }
              assertThat(each.description()).contains(each.own().source());
              assertThat(each.expectation()).isNotEmpty();
            });
  }

  @Test
  void aPeerThatMustCloseMustAlsoFindWhatIsWrong() {
    assertThat(STRICT.all())
        .filteredOn(each -> !each.closing().byUs())
        .hasSizeGreaterThan(120)
        .allMatch(each -> each.closing().detects());
    assertThat(CaseCatalogue.load().all())
        .filteredOn(each -> each.id().toString().equals("3.1"))
        .noneMatch(each -> each.closing().detects());
  }

  @Test
  void headsOfHandshakesAreForOneRoleOnly() {
    assertThat(STRICT.all())
        .filteredOn(each -> !each.own().head().isEmpty())
        .hasSizeGreaterThan(60)
        .allMatch(each -> each.own().suite().isPresent());
    assertThat(named("22.1.1").isFor(Role.CLIENT)).isTrue();
    assertThat(named("22.1.1").isFor(Role.SERVER)).isFalse();
    assertThat(named("23.1.1").isFor(Role.CLIENT)).isFalse();
    assertThat(named("20.1.1").isFor(Role.CLIENT) && named("20.1.1").isFor(Role.SERVER)).isTrue();
  }

  @Test
  void theBombsAreAsLargeAsTheySay() {
    ConformanceCase bomb = named("21.4.1");
    int sent =
        bomb.script().stream()
            .filter(CaseStep.Frame.class::isInstance)
            .mapToInt(step -> ((CaseStep.Frame) step).payload().length())
            .sum();
    long size = bomb.expected().get(Behaviour.NON_STRICT).get(0).content().length();
    assertThat(size).isBetween((64L << 20) - 2064, 64L << 20);
    assertThat(bomb.own().words()).startsWith(sent + " bytes that are 64 MiB");
  }

  @Test
  void aRefusalIsJudgedByItsStatus() {
    OwnCase version = named("22.1.13").own();
    assertThat(version.refusals())
        .isEqualTo(Map.of(Behaviour.OK, Set.of(426, 400), Behaviour.NON_STRICT, Set.of()));
    assertThat(version.refused(426)).contains(Behaviour.OK);
    assertThat(version.refused(403)).contains(Behaviour.NON_STRICT);
    assertThat(version.refused(0)).as("TCP ended").contains(Behaviour.NON_STRICT);
    assertThat(named("22.1.2").own().refused(200)).contains(Behaviour.OK);
    assertThat(named("22.2.1").own().refused(400)).isEmpty();
    assertThat(named("21.5.1").own().refused(400)).contains(Behaviour.NON_STRICT);
  }

  @Test
  void theHeadOfARequestIsChanged() {
    String head = "GET /echo?a=b HTTP/1.1\r\nHost: h:1\r\nUpgrade: websocket\r\n\r\n";
    assertThat(edited(head, "-host")).isEqualTo("GET /echo?a=b HTTP/1.1|Upgrade: websocket||");
    assertThat(edited(head, "Upgrade: h2c"))
        .isEqualTo("GET /echo?a=b HTTP/1.1|Host: h:1|Upgrade: h2c||");
    assertThat(edited(head, "+Upgrade: h2c"))
        .isEqualTo("GET /echo?a=b HTTP/1.1|Host: h:1|Upgrade: websocket|Upgrade: h2c||");
    assertThat(edited(head, "first POST {target} HTTP/1.0"))
        .isEqualTo("POST /echo?a=b HTTP/1.0|Host: h:1|Upgrade: websocket||");
    assertThat(edited(head, "lower"))
        .isEqualTo("GET /echo?a=b HTTP/1.1|host: h:1|upgrade: websocket||");
    assertThat(edited(head, "fill 2 3")).endsWith("|X-Fill-1: xxx|X-Fill-2: xxx||");
    assertThat(edited(head, "X-A: brep(\"\\\",3)c")).endsWith("|X-A: b\\\\\\c||");
    assertThat(edited(head, "chop 1")).isEqualTo(head.replace("\r\n", "|"));
  }

  private static String edited(String head, String edit) {
    return HeadEdits.NONE.with(edit).applyTo(head).replace("\r\n", "|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "chop x", "fill 1", "Host", "X Y: z", ""})
  void whatIsNoChangeOfAHeadIsSaid(String edit) {
    assertThatThrownBy(() -> HeadEdits.NONE.with(edit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + edit + "\" is no change of a head.");
  }

  @Test
  void maskingKeysAreFreshOrNot() {
    assertThat(fresh(5, 3, -1)).isTrue();
    assertThat(fresh(5, 3, 5)).isFalse();
    assertThat(fresh(5, 0)).isFalse();
    assertThat(fresh(5, 6)).isFalse();
  }

  private static boolean fresh(int... keys) {
    PeerKeys seen = new PeerKeys();
    for (int key : keys) {
      seen.add(key);
    }
    return seen.areFresh();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alone", "9", "context", ""})
  void theFramesOfAScriptFitWhatWasAgreed(String word) {
    Compression compression = Compression.ofOurs(Optional.of(word).filter(text -> !text.isEmpty()));
    Compression.Agreed all = new Compression.Agreed(false, false, 15, 15);
    Compression.Agreed alone = new Compression.Agreed(true, true, 15, 15);
    Compression.Agreed small = new Compression.Agreed(false, false, 9, 9);
    for (Role role : Role.values()) {
      assertThat(compression.fits(all, role)).isEqualTo(!word.equals("9"));
      assertThat(compression.fits(alone, role)).isEqualTo(List.of("alone", "").contains(word));
      assertThat(compression.fits(small, role)).isTrue();
    }
  }
}
