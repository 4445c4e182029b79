package org.wsbin.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wsbin.wire.Fault.Then;
import org.wsbin.wire.RawPeer.Muting;

/** What goes wrong on an open connection (RFC 6455 sections 5 to 8), with the bytes that do it. */
final class FrameFaults {
  private static final String HELLO = "48 65 6c 6c 6f";
  private static final String FAIL_1002 = "Fail the connection, with 1002.";
  private static final String FAIL_1007 = "Fail the connection, with 1007.";
  private static final String LOST = "Tell its user that the connection was lost: 1006, not clean.";

  private static final List<Integer> RESERVED_OPCODES =
      IntStream.concat(IntStream.rangeClosed(3, 7), IntStream.rangeClosed(11, 15)).boxed().toList();
  private static final List<Integer> ILLEGAL_CODES =
      List.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535);

  private FrameFaults() {}

  static List<FaultEntry> all() {
    return Stream.of(framing(), text(), closing(), silence()).flatMap(List::stream).toList();
  }

  private static List<FaultEntry> framing() {
    return List.of(
        FaultEntry.plain(
            "frame-with-101",
            "RFC 6455 section 4.2.2",
            "A text frame comes at once behind the 101, which is right, and often lost.",
            "Take it: it is a message like any other.",
            new Fault.AtOnce("81 1c " + hex("in the same write as the 101"))),
        frame(
            "masked",
            "RFC 6455 section 5.1",
            "A text frame of the server is masked.",
            FAIL_1002,
            "81 85 37 fa 21 3d 7f 9f 4d 51 58",
            Then.AWAIT_REACTION),
        FaultEntry.numbered(
            "rsv",
            List.of(1, 2, 3),
            "RFC 6455 section 5.2",
            "A text frame has this reserved bit set, which no extension was agreed on for.",
            FAIL_1002,
            bit -> bytes(octet(0x81 | 0x80 >> bit) + " 05 " + HELLO, Then.AWAIT_REACTION)),
        FaultEntry.numbered(
            "opcode",
            RESERVED_OPCODES,
            "RFC 6455 section 5.2",
            "A frame has this opcode, which is reserved.",
            FAIL_1002,
            code -> bytes(octet(0x80 | code) + " 05 " + HELLO, Then.AWAIT_REACTION)),
        frame(
            "control-fragmented",
            "RFC 6455 section 5.5",
            "A ping has FIN not set: control frames are never fragmented.",
            FAIL_1002,
            "09 05 " + HELLO,
            Then.AWAIT_REACTION),
        frame(
            "control-too-long",
            "RFC 6455 section 5.5",
            "A ping has a payload of 126 bytes, one more than a control frame may have.",
            FAIL_1002,
            "89 7e 00 7e " + "70".repeat(126),
            Then.AWAIT_REACTION),
        FaultEntry.numbered(
            "length-not-minimal",
            List.of(16, 64),
            "RFC 6455 section 5.2",
            "A text frame of 5 bytes says so in this many bits, where 7 are enough.",
            FAIL_1002,
            bits ->
                bytes(
                    (bits == 16 ? "81 7e 00 05 " : "81 7f 00 00 00 00 00 00 00 05 ") + HELLO,
                    Then.AWAIT_REACTION)),
        frame(
            "length-2-63",
            "RFC 6455 section 5.2",
            "A binary frame announces 2^63 bytes: the highest bit must be 0.",
            FAIL_1002,
            "82 7f 80 00 00 00 00 00 00 00",
            Then.AWAIT_IN_SILENCE),
        frame(
            "continuation-unstarted",
            "RFC 6455 section 5.4",
            "A continuation comes where no message has begun.",
            FAIL_1002,
            "80 05 " + HELLO,
            Then.AWAIT_REACTION),
        frame(
            "message-inside-message",
            "RFC 6455 section 5.4",
            "A text frame comes where the message before it has not ended.",
            FAIL_1002,
            "01 03 48 65 6c 81 02 6c 6f",
            Then.AWAIT_REACTION));
  }

  private static List<FaultEntry> text() {
    return List.of(
        frame(
            "utf8-invalid",
            "RFC 6455 section 8.1",
            "A text message has C0 AF, which is not UTF-8.",
            FAIL_1007,
            "81 04 48 69 c0 af",
            Then.AWAIT_REACTION),
        frame(
            "utf8-split",
            "RFC 6455 section 8.1",
            "A character of a text message begins in one fragment, and goes wrong in the next.",
            FAIL_1007,
            "01 04 48 69 e2 82 80 01 28",
            Then.AWAIT_REACTION),
        frame(
            "utf8-truncated",
            "RFC 6455 section 8.1",
            "A text message ends inside of a character.",
            FAIL_1007,
            "81 04 48 69 e2 82",
            Then.AWAIT_REACTION));
  }

  private static List<FaultEntry> closing() {
    return List.of(
        frame(
            "close-one-byte",
            "RFC 6455 section 5.5.1",
            "A close frame has a body of one byte: a code has two.",
            FAIL_1002,
            "88 01 03",
            Then.CLOSED),
        FaultEntry.numbered(
            "close-code",
            ILLEGAL_CODES,
            "RFC 6455 section 7.4",
            "A close frame carries this code, which none may carry.",
            FAIL_1002,
            code -> bytes("88 02 " + octet(code >> 8) + octet(code & 0xff), Then.CLOSED)),
        frame(
            "close-reason-not-utf8",
            "RFC 6455 section 5.5.1",
            "A close frame has a reason that is not UTF-8.",
            FAIL_1007,
            "88 04 03 e8 c3 28",
            Then.CLOSED),
        frame(
            "data-after-close",
            "RFC 6455 section 5.5.1",
            "A text message comes after the close frame.",
            "Ignore the message, answer the close, and report 1000.",
            "88 02 03 e8 81 05 " + HELLO,
            Then.CLOSED),
        FaultEntry.plain(
            "close-unanswered",
            "RFC 6455 section 5.5.1",
            "Every message comes back, but a close is never answered, and TCP does not end.",
            "End TCP itself after some time.",
            new Fault.Mute(new Muting(false, true, false, false))),
        frame(
            "drop",
            "RFC 6455 section 7.1.4",
            "TCP ends without a close frame.",
            LOST,
            "",
            Then.DROP),
        frame(
            "drop-in-frame",
            "RFC 6455 section 7.1.4",
            "TCP ends in the middle of a text frame.",
            LOST + " The half message is not delivered.",
            "81 0a " + HELLO,
            Then.DROP));
  }

  private static List<FaultEntry> silence() {
    return List.of(
        FaultEntry.plain(
            "ping-unanswered",
            "RFC 6455 section 5.5.2",
            "Every message comes back, but a ping gets no pong.",
            "Close after its own timeout, if it sends pings.",
            new Fault.Mute(new Muting(true, false, false, false))),
        frame(
            "pong-unasked",
            "RFC 6455 section 5.5.3",
            "A pong comes that nobody asked for, which is allowed; then every message comes back.",
            "Ignore it.",
            "8a 07 75 6e 61 73 6b 65 64",
            Then.ECHO),
        frame(
            "half-frame",
            "RFC 6455 section 5.2",
            "Half a text frame comes, and then nothing.",
            "Close after its own timeout, if it has one.",
            "81 0a " + HELLO,
            Then.SILENCE));
  }

  private static FaultEntry frame(
      String name, String rfc, String breaks, String duty, String hex, Then then) {
    return FaultEntry.plain(name, rfc, breaks, duty, bytes(hex, then));
  }

  private static Fault bytes(String hex, Then then) {
    return new Fault.Bytes(hex, then);
  }

  private static String octet(int value) {
    return String.format(Locale.ROOT, "%02x", value);
  }

  private static String hex(String ascii) {
    StringBuilder hex = new StringBuilder();
    ascii.chars().forEach(c -> hex.append(octet(c)));
    return hex.toString();
  }
}
