package org.wsbin.it.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.wsbin.it.raw.Bytes;

/**
 * What a fault puts on the wire behind the 101, before the server waits for a reaction in vain and
 * ends TCP.
 *
 * @param section what it breaks
 */
record FaultOctets(String fault, String section, Bytes octets) {
  private static final String HELLO = "48656c6c6f";

  static Stream<FaultOctets> all() {
    return Stream.of(headers(), sequences(), texts(), closes(), codes(), ends())
        .flatMap(List::stream);
  }

  private static List<FaultOctets> headers() {
    return List.of(
        fault("masked", "5.1", "81 85 37fa213d 7f9f4d5158"), // the example of section 5.7
        fault("rsv/1", "5.2", "c1 05" + HELLO),
        fault("rsv/2", "5.2", "a1 05" + HELLO),
        fault("rsv/3", "5.2", "91 05" + HELLO),
        fault("opcode/3", "5.2", "83 05" + HELLO),
        fault("opcode/4", "5.2", "84 05" + HELLO),
        fault("opcode/5", "5.2", "85 05" + HELLO),
        fault("opcode/6", "5.2", "86 05" + HELLO),
        fault("opcode/7", "5.2", "87 05" + HELLO),
        fault("opcode/11", "5.2", "8b 05" + HELLO),
        fault("opcode/12", "5.2", "8c 05" + HELLO),
        fault("opcode/13", "5.2", "8d 05" + HELLO),
        fault("opcode/14", "5.2", "8e 05" + HELLO),
        fault("opcode/15", "5.2", "8f 05" + HELLO),
        fault("length-not-minimal/16", "5.2", "81 7e 0005" + HELLO),
        fault("length-not-minimal/64", "5.2", "81 7f 0000000000000005" + HELLO),
        fault("length-2-63", "5.2", "82 7f 8000000000000000"));
  }

  private static List<FaultOctets> sequences() {
    return List.of(
        fault("control-fragmented", "5.5", "09 05" + HELLO),
        fault("control-too-long", "5.5", "89 7e 007e" + "70".repeat(126)),
        fault("continuation-unstarted", "5.4", "80 05" + HELLO),
        fault("message-inside-message", "5.4", "01 03 48656c  81 02 6c6f"));
  }

  private static List<FaultOctets> texts() {
    return List.of(
        fault("utf8-invalid", "8.1", "81 04 4869 c0af"), // overlong
        fault("utf8-split", "8.1", "01 04 4869 e282  80 01 28"), // ( is no third octet
        fault("utf8-truncated", "8.1", "81 04 4869 e282"));
  }

  private static List<FaultOctets> closes() {
    return List.of(
        fault("close-one-byte", "5.5.1", "88 01 03"),
        fault("close-reason-not-utf8", "5.5.1", "88 04 03e8 c328"),
        fault("data-after-close", "5.5.1", "88 02 03e8  81 05" + HELLO));
  }

  private static List<FaultOctets> codes() {
    return Stream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535)
        .map(code -> fault("close-code/" + code, "7.4", hex(code)))
        .toList();
  }

  private static String hex(int code) {
    return String.format(Locale.ROOT, "88 02 %04x", code);
  }

  private static List<FaultOctets> ends() {
    return List.of(
        fault("drop", "7.1.1", ""),
        fault("drop-in-frame", "7.1.1", "81 0a" + HELLO)); // five octets of ten
  }

  private static FaultOctets fault(String fault, String section, String hex) {
    return new FaultOctets(fault, section, Bytes.hex(hex));
  }

  @Override
  public String toString() {
    return "RFC 6455 section " + section + ": " + fault;
  }
}
