package org.wsbin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.scenario.ConductExamples;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.DutyVerdict;
import org.wsbin.scenario.DutyVerdict.Outcome;
import org.wsbin.scenario.Reaction;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;

/** What each fault makes of what clients do, in the words of {@link ConductExamples}. */
class FaultDutiesTest {
  private static final Pattern CODE = Pattern.compile("with (\\d{4})\\.");

  /** One kind of duty, and examples of each verdict. */
  private record Expected(
      List<String> strict, List<String> lenient, List<String> violated, List<String> unknown) {}

  private static final Expected HANDSHAKE =
      new Expected(
          List.of("fin", "reset"),
          List.of("local 1002", "fin 1010"),
          List.of("local 1000", "timeout pong late", "fin message", "fin violation"),
          List.of("unsent", "refused 503", "open", "fin late", "local", "fin server-1001"));

  private static final Expected ACCEPT_TWICE =
      new Expected(
          List.of("fin", "reset"),
          List.of("local 1002", "local 1000", "fin message", "timeout pong late"),
          List.of("timeout late", "fin violation"),
          List.of("unsent", "fin late", "reset late"));

  private static final Expected FAIL_1002 =
      new Expected(
          List.of("local 1002", "fin 1002"),
          List.of("local 1007", "local 1009", "fin", "reset"),
          List.of("local 1000", "local no-code", "timeout late", "timeout late pong"),
          List.of("unsent", "open", "fin late", "reset late", "local", "refused 503"));

  private static final Expected FAIL_1007 =
      new Expected(
          List.of("local 1007", "fin 1007"),
          List.of("local 1002", "local 1003", "fin", "reset"),
          List.of("local 1000", "local no-code", "timeout late", "timeout late message"),
          List.of("unsent", "open", "fin late", "reset late", "local", "refused 503"));

  /** The server's own close is among the bytes. */
  private static final Expected FAIL_CLOSE =
      new Expected(
          List.of("local raw-close 1002"),
          List.of("local raw-close 1007", "fin raw-close"),
          List.of("local raw-close 1000", "local raw-close no-code", "timeout raw-close late"),
          List.of("unsent", "fin raw-close late"));

  private static final Expected NO_101 =
      new Expected(List.of("refused 503"), List.of(), List.of(), List.of("unsent"));

  private static final Expected GO_ON =
      new Expected(
          List.of("local 1000", "fin message", "fin 1001", "local 4000", "reset pong"),
          List.of(),
          List.of("local 1002", "local 1002 message", "fin", "timeout late"),
          List.of("unsent", "fin late", "reset", "local", "open"));

  private static final Expected REPORT =
      new Expected(List.of(), List.of(), List.of(), List.of("local", "fin", "reset", "unsent"));

  private static final Map<String, Expected> TABLE = new TreeMap<>();

  static {
    for (String fault :
        List.of(
            "accept-wrong",
            "accept-missing",
            "subprotocol-unoffered",
            "extension-unoffered",
            "upgrade-missing",
            "connection-missing")) {
      TABLE.put(fault, HANDSHAKE);
    }
    for (String fault :
        List.of(
            "masked",
            "rsv",
            "opcode",
            "control-fragmented",
            "control-too-long",
            "length-not-minimal",
            "length-2-63",
            "continuation-unstarted",
            "message-inside-message")) {
      TABLE.put(fault, FAIL_1002);
    }
    TABLE.put("accept-twice", ACCEPT_TWICE);
    TABLE.put("status", NO_101);
    TABLE.put("redirect", NO_101);
    TABLE.put(
        "unauthorized",
        new Expected(
            List.of("refused 401", "local 1000", "fin message"),
            List.of("fin"),
            List.of("local 1002", "timeout late"),
            List.of("unsent", "fin late")));
    TABLE.put(
        "delay",
        new Expected(
            List.of("local 1000", "fin", "reset late", "timeout pong late"),
            List.of(),
            List.of("local 1002", "timeout late"),
            List.of("unsent", "local", "refused 503")));
    TABLE.put(
        "no-answer",
        new Expected(
            List.of("fin", "fin late", "reset late"),
            List.of("timeout late"),
            List.of(),
            List.of("unsent", "local", "refused 503")));
    TABLE.put("frame-with-101", GO_ON);
    TABLE.put("pong-unasked", GO_ON);
    TABLE.put("utf8-invalid", FAIL_1007);
    TABLE.put("utf8-split", FAIL_1007);
    TABLE.put("utf8-truncated", FAIL_1007);
    TABLE.put("close-one-byte", FAIL_CLOSE);
    TABLE.put("close-code", FAIL_CLOSE);
    TABLE.put(
        "close-reason-not-utf8",
        new Expected(
            List.of("local raw-close 1007"),
            List.of("local raw-close 1002", "fin raw-close"),
            List.of("local raw-close 1000", "timeout raw-close late"),
            List.of("unsent", "reset raw-close late")));
    TABLE.put(
        "data-after-close",
        new Expected(
            List.of("local raw-close 1000"),
            List.of("local raw-close 1002", "local raw-close no-code"),
            List.of("fin raw-close", "timeout raw-close late"),
            List.of("unsent", "reset raw-close")));
    TABLE.put(
        "close-unanswered",
        new Expected(
            List.of("fin 1000", "reset 1001"),
            List.of("timeout 1000 late"),
            List.of("fin violation"),
            List.of("fin message", "timeout late", "unsent")));
    TABLE.put("drop", REPORT);
    TABLE.put("drop-in-frame", REPORT);
    TABLE.put(
        "ping-unanswered",
        new Expected(
            List.of("local ping 1011", "fin ping late"),
            List.of("timeout ping late"),
            List.of("fin ping violation"),
            List.of("local 1000", "timeout message late", "unsent")));
    TABLE.put(
        "half-frame",
        new Expected(
            List.of("local 1002", "timeout 1001", "fin late", "reset late"),
            List.of("timeout late", "timeout late message"),
            List.of("local violation"),
            List.of("local", "unsent")));
  }

  static Stream<Declaration> faults() {
    try (Faults faults = new Faults(Settings.load(List.of()).limits())) {
      return faults.steps().stream().map(Step::declaration);
    }
  }

  @Test
  void theTableHasEveryFault() {
    assertThat(faults().map(FaultDutiesTest::nameOf))
        .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
  }

  @DisplayName("RFC 6455 section 7.1.7: each fault declares what a client must do")
  @ParameterizedTest
  @MethodSource("faults")
  void eachVerdictIsTheOneOfTheTable(Declaration fault) {
    Duty duty = fault.duty().orElseThrow();
    Expected expected = TABLE.get(nameOf(fault));
    List<String> wrong = new ArrayList<>();
    compare(duty, Outcome.STRICT, expected.strict(), wrong);
    compare(duty, Outcome.LENIENT, expected.lenient(), wrong);
    compare(duty, Outcome.VIOLATED, expected.violated(), wrong);
    compare(duty, Outcome.INCONCLUSIVE, expected.unknown(), wrong);
    assertThat(wrong).isEmpty();
  }

  private static void compare(Duty duty, Outcome expected, List<String> all, List<String> wrong) {
    for (String seen : all) {
      DutyVerdict verdict = duty.judge(ConductExamples.of(seen));
      if (verdict.outcome() != expected) {
        wrong.add(seen + " is " + verdict + ", not " + expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theSentenceAndTheDataNameTheSameCode(Declaration fault) {
    Duty duty = fault.duty().orElseThrow();
    Matcher named = CODE.matcher(duty.sentence());
    List<Integer> codes = named.find() ? List.of(Integer.valueOf(named.group(1))) : List.of();
    if (duty.sentence().startsWith("Fail the connection, with")) {
      assertThat(codes).hasSize(1);
    }
    if (!codes.isEmpty()) {
      assertThat(duty.strict().stream().flatMap(reaction -> reaction.codes().stream()))
          .containsExactlyElementsOf(codes);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void nothingIsBothStrictAndLenient(Declaration fault) {
    Duty duty = fault.duty().orElseThrow();
    assertThat(Collections.disjoint(duty.lenient(), duty.strict())).isTrue();
    assertThat(Collections.disjoint(codes(duty.lenient()), codes(duty.strict()))).isTrue();
  }

  private static List<Integer> codes(List<Reaction> reactions) {
    return reactions.stream().flatMap(reaction -> reaction.codes().stream()).toList();
  }

  private static String nameOf(Declaration fault) {
    return fault.name().substring("fault/".length());
  }
}
