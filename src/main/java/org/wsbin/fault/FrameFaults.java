package org.wsbin.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Silence;
import org.wsbin.scenario.Step;
import org.wsbin.scenario.StepContext;
import org.wsbin.step.Drop;
import org.wsbin.step.Echo;
import org.wsbin.step.IgnoreClose;
import org.wsbin.step.Pong;

/** The faults on an open connection (RFC 6455 sections 5 to 8), with their bytes. */
final class FrameFaults {
  private static final String HELLO = "48 65 6c 6c 6f";

  private static final List<Integer> RESERVED_OPCODES =
      IntStream.concat(IntStream.rangeClosed(3, 7), IntStream.rangeClosed(11, 15)).boxed().toList();
  private static final List<Integer> ILLEGAL_CODES =
      List.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535);

  private static final Optional<ConnectionStep> ECHO = Optional.of(new Echo());

  private final FaultLog log;

  /** The faults, with their lines in this log. */
  FrameFaults(FaultLog log) {
    this.log = log;
  }

  /** One of each. */
  List<Step> all() {
    return Stream.of(framing(), text(), closing(), silence()).flatMap(List::stream).toList();
  }

  private List<Step> framing() {
    return List.of(
        octets(
            "masked",
            "RFC 6455 section 5.1",
            "A text frame of the server is masked.",
            FaultDuties.FAIL_1002,
            "81 85 37 fa 21 3d 7f 9f 4d 51 58",
            Aftermath.AWAIT_REACTION),
        octets(
            FaultPath.numbered("rsv", List.of(1, 2, 3)),
            "RFC 6455 section 5.2",
            "A text frame has this reserved bit set, but no agreed extension uses it.",
            FaultDuties.FAIL_1002,
            bit -> octet(0x81 | 0x80 >> bit) + " 05 " + HELLO,
            Aftermath.AWAIT_REACTION),
        octets(
            FaultPath.numbered("opcode", RESERVED_OPCODES),
            "RFC 6455 section 5.2",
            "A frame has this opcode, which is reserved.",
            FaultDuties.FAIL_1002,
            code -> octet(0x80 | code) + " 05 " + HELLO,
            Aftermath.AWAIT_REACTION),
        octets(
            "control-fragmented",
            "RFC 6455 section 5.5",
            "A ping has no FIN bit: control frames are never fragmented.",
            FaultDuties.FAIL_1002,
            "09 05 " + HELLO,
            Aftermath.AWAIT_REACTION),
        octets(
            "control-too-long",
            "RFC 6455 section 5.5",
            "A ping has a payload of 126 bytes, one more than a control frame may have.",
            FaultDuties.FAIL_1002,
            "89 7e 00 7e " + "70".repeat(126),
            Aftermath.AWAIT_REACTION),
        octets(
            FaultPath.numbered("length-not-minimal", List.of(16, 64)),
            "RFC 6455 section 5.2",
            "A text frame of 5 bytes has its length in this many bits, but 7 are enough.",
            FaultDuties.FAIL_1002,
            bits -> (bits == 16 ? "81 7e 00 05 " : "81 7f 00 00 00 00 00 00 00 05 ") + HELLO,
            Aftermath.AWAIT_REACTION),
        octets(
            "length-2-63",
            "RFC 6455 section 5.2",
            "A binary frame announces 2^63 bytes: the highest bit must be 0.",
            FaultDuties.FAIL_1002,
            "82 7f 80 00 00 00 00 00 00 00",
            Aftermath.AWAIT_IN_SILENCE),
        octets(
            "continuation-unstarted",
            "RFC 6455 section 5.4",
            "A continuation frame comes, but no message has begun.",
            FaultDuties.FAIL_1002,
            "80 05 " + HELLO,
            Aftermath.AWAIT_REACTION),
        octets(
            "message-inside-message",
            "RFC 6455 section 5.4",
            "A text frame comes before the previous message has ended.",
            FaultDuties.FAIL_1002,
            "01 03 48 65 6c 81 02 6c 6f",
            Aftermath.AWAIT_REACTION));
  }

  private List<Step> text() {
    return List.of(
        octets(
            "utf8-invalid",
            "RFC 6455 section 8.1",
            "A text message contains C0 AF, which is not UTF-8.",
            FaultDuties.FAIL_1007,
            "81 04 48 69 c0 af",
            Aftermath.AWAIT_REACTION),
        octets(
            "utf8-split",
            "RFC 6455 section 8.1",
            "A character of a text message begins in one fragment and is invalid in the next.",
            FaultDuties.FAIL_1007,
            "01 04 48 69 e2 82 80 01 28",
            Aftermath.AWAIT_REACTION),
        octets(
            "utf8-truncated",
            "RFC 6455 section 8.1",
            "A text message ends inside a character.",
            FaultDuties.FAIL_1007,
            "81 04 48 69 e2 82",
            Aftermath.AWAIT_REACTION));
  }

  private List<Step> closing() {
    return List.of(
        octets(
            "close-one-byte",
            "RFC 6455 section 5.5.1",
            "A close frame has a body of one byte, but a close code has two.",
            FaultDuties.FAIL_1002,
            "88 01 03",
            Aftermath.CLOSED),
        octets(
            FaultPath.numbered("close-code", ILLEGAL_CODES),
            "RFC 6455 section 7.4",
            "A close frame carries this code, which is not allowed.",
            FaultDuties.FAIL_1002,
            code -> "88 02 " + octet(code >> 8) + octet(code & 0xff),
            Aftermath.CLOSED),
        octets(
            "close-reason-not-utf8",
            "RFC 6455 section 5.5.1",
            "A close frame has a reason that is not UTF-8.",
            FaultDuties.FAIL_1007,
            "88 04 03 e8 c3 28",
            Aftermath.CLOSED),
        octets(
            "data-after-close",
            "RFC 6455 section 5.5.1",
            "A text message comes after the close frame.",
            FaultDuties.ANSWER_CLOSE,
            "88 02 03 e8 81 05 " + HELLO,
            Aftermath.CLOSED),
        silent(
            "close-unanswered",
            "RFC 6455 section 5.5.1",
            "Every message is echoed, but a close is never answered, and TCP does not end.",
            FaultDuties.END_TCP,
            IgnoreClose.action()),
        drop(),
        octets(
            "drop-in-frame",
            "RFC 6455 section 7.1.4",
            "TCP ends in the middle of a text frame.",
            FaultDuties.REPORT_LOSS_OF_HALF,
            "81 0a " + HELLO,
            Aftermath.DROP));
  }

  private List<Step> silence() {
    return List.of(
        silent(
            "ping-unanswered",
            "RFC 6455 section 5.5.2",
            "Every message is echoed, but a ping gets no pong.",
            FaultDuties.MISS_PONG,
            FrameFaults::leavePingsUnanswered),
        pong(),
        octets(
            "half-frame",
            "RFC 6455 section 5.2",
            "Half a text frame comes, and then nothing.",
            FaultDuties.MISS_REST,
            "81 0a " + HELLO,
            Aftermath.SILENCE));
  }

  private Step drop() {
    FaultPath<String> path = FaultPath.plain("drop");
    return new ConnectionFault<>(
        path,
        path.declare(
                "RFC 6455 section 7.1.4",
                "TCP ends without a close frame.",
                FaultDuties.REPORT_LOSS)
            .ending()
            .example(path.example("message/hello/", ""), "< hello", "< end")
            .done(),
        unused -> Drop.action(),
        Optional.empty(),
        log);
  }

  private Step pong() {
    FaultPath<String> path = FaultPath.plain("pong-unasked");
    return new ConnectionFault<>(
        path,
        path.declare(
                "RFC 6455 section 5.5.3",
                "An unsolicited pong comes, which is allowed; then every message is echoed.",
                FaultDuties.IGNORE_PONG)
            .example(
                path.example("message/hello/", ""), "< hello", "< pong unasked", "< close 1000")
            .done(),
        unused -> Pong.action(),
        ECHO,
        log);
  }

  private Step octets(
      String name, String rfc, String breaks, Duty duty, String hex, Aftermath then) {
    return octets(FaultPath.plain(name), rfc, breaks, duty, unused -> hex, then);
  }

  /** A fault whose bytes depend on the value in the path. */
  private <T> Step octets(
      FaultPath<T> path,
      String rfc,
      String breaks,
      Duty duty,
      Function<T, String> hex,
      Aftermath then) {
    Octets example = new Octets(hex.apply(path.example()), then);
    Declaration.Builder step = path.declare(rfc, breaks, duty);
    List<String> transcript = new ArrayList<>(List.of("< hello", "< octets " + example.digits()));
    if (then == Aftermath.DROP) {
      step.ending();
      transcript.add("< end");
    }
    step.example(path.example("message/hello/", ""), transcript.toArray(String[]::new));
    return new ConnectionFault<>(
        path, step.done(), value -> new Octets(hex.apply(value), then), Optional.empty(), log);
  }

  /** A fault that echoes messages, but leaves something else unanswered. */
  private Step silent(String name, String rfc, String breaks, Duty duty, Action silence) {
    FaultPath<String> path = FaultPath.plain(name);
    return new ConnectionFault<>(
        path,
        path.declare(rfc, breaks, duty)
            .example(path.example("", "/echo"), "> hello", "< hello")
            .done(),
        unused -> silence,
        ECHO,
        log);
  }

  private static void leavePingsUnanswered(StepContext context) {
    context.wire().keepSilent(Silence.PONG);
    context.wire().endAfter(context.limits().maxFaultDuration());
    context.done();
  }

  private static String octet(int value) {
    return String.format(Locale.ROOT, "%02x", value);
  }
}
