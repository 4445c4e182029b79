package org.wsbin.verdict;

import java.util.List;
import org.wsbin.protocol.Rule;

/** All rules for clients, in the order of a connection. */
final class ClientRules {
  static final List<ClientRule> ALL =
      List.of(
          Handshakes.VALID,
          Handshakes.FRESH_KEY,
          new ClientRule(
              "retry-after",
              "RFC 9110 section 10.2.3",
              "After a refusal with Retry-After the client waits so long.",
              Reconnects::tooEarly),
          Violations.rule(
              "masked",
              "RFC 6455 section 5.3",
              "Every frame of the client is masked.",
              Rule.MASKING),
          MaskingKeys.RULE,
          Violations.rule(
              "reserved-bits",
              "RFC 6455 section 5.2, RFC 7692 section 6",
              "Reserved bits are set only where an extension was agreed that uses them.",
              Rule.RESERVED_BIT),
          Violations.rule(
              "opcodes",
              "RFC 6455 section 5.2",
              "The client uses no reserved opcode.",
              Rule.RESERVED_OPCODE),
          Violations.rule(
              "lengths",
              "RFC 6455 section 5.2",
              "A length takes the fewest bytes that can hold it, and does not begin with a 1.",
              Rule.LENGTH_NOT_MINIMAL,
              Rule.LENGTH_TOO_LARGE),
          Violations.rule(
              "control-frames",
              "RFC 6455 section 5.5",
              "A control frame has at most 125 bytes, and is in one piece.",
              Rule.CONTROL_TOO_LONG,
              Rule.CONTROL_FRAGMENTED),
          Violations.rule(
              "fragments",
              "RFC 6455 section 5.4",
              "A message ends before the next begins, and a continuation belongs to one.",
              Rule.CONTINUATION_UNSTARTED,
              Rule.MESSAGE_INSIDE_MESSAGE),
          Violations.rule(
              "utf-8",
              "RFC 6455 section 8.1",
              "Text, and the reason of a close, is UTF-8.",
              Rule.INVALID_UTF8),
          Violations.rule(
              "compression",
              "RFC 7692 section 7.2",
              "A compressed message is valid DEFLATE.",
              Rule.INVALID_DEFLATE),
          Pongs.ANSWERED,
          Pongs.IN_ORDER,
          Violations.rule(
              "close-frames",
              "RFC 6455 sections 5.5.1 and 7.4",
              "A close has no body, or a code that may be sent and a reason.",
              Rule.CLOSE_BODY,
              Rule.CLOSE_CODE),
          Closing.ANSWERED,
          Closing.NOTHING_AFTER,
          Closing.CLOSED,
          ChannelClients.RESUMED,
          ChannelClients.DEDUPLICATED,
          ChannelClients.IN_ORDER);

  private ClientRules() {}
}
