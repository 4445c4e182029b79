package org.wsbin.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PreparedMessage;
import org.wsbin.text.Json;
import org.wsbin.text.JsonReader;

/**
 * What the members with {@code format=json} are sent; docs/channels.md describes every member. The
 * type and the offset come first, so that the beginning of a long message shows them.
 */
final class ChannelTexts {
  /** A report has no more bytes. */
  private static final int LONGEST_REPORT = 200;

  private ChannelTexts() {}

  static PreparedMessage message(long offset, MessageEntry entry) {
    Map<String, Object> members = typed("message");
    members.put("offset", offset);
    if (entry.kind() == MessageKind.TEXT) {
      members.put("data", UTF_8.decode(entry.payload().duplicate()).toString());
    } else {
      byte[] bytes = new byte[entry.payload().remaining()];
      entry.payload().duplicate().get(bytes);
      members.put("base64", Base64.getEncoder().encodeToString(bytes));
    }
    return prepared(members);
  }

  /**
   * The first one.
   *
   * @param number the place of the member among those that joined on this node
   * @param offset of the newest message
   */
  static PreparedMessage joined(
      String channel, String member, long number, long offset, int members, String node) {
    Map<String, Object> text = typed("joined");
    text.put("channel", channel);
    text.put("member", member);
    text.put("number", number);
    text.put("offset", offset);
    text.put("members", members);
    text.put("node", node);
    return prepared(text);
  }

  static PreparedMessage published(long offset) {
    Map<String, Object> text = typed("published");
    text.put("offset", offset);
    return prepared(text);
  }

  static PreparedMessage missing(long first, long last) {
    Map<String, Object> text = typed("missing");
    text.put("first", first);
    text.put("last", last);
    return prepared(text);
  }

  /** The offsets began again: what the member knows belongs to an older log. */
  static PreparedMessage restarted(long offset) {
    Map<String, Object> text = typed("restarted");
    text.put("offset", offset);
    return prepared(text);
  }

  static PreparedMessage dropped(long count) {
    Map<String, Object> text = typed("dropped");
    text.put("count", count);
    return prepared(text);
  }

  static PreparedMessage presence(boolean joins, String member, int members) {
    Map<String, Object> text = typed(joins ? "join" : "leave");
    text.put("member", member);
    text.put("members", members);
    return prepared(text);
  }

  /** The offset in {@code {"type":"seen","offset":17}}; empty for any other text. */
  static OptionalLong seen(ByteBuffer payload) {
    if (payload.remaining() > LONGEST_REPORT) {
      return OptionalLong.empty();
    }
    String text = UTF_8.decode(payload.duplicate()).toString();
    if (!text.contains("\"seen\"")) {
      return OptionalLong.empty();
    }
    try {
      return JsonReader.read(text) instanceof Map<?, ?> members
              && "seen".equals(members.get("type"))
              && members.get("offset") instanceof Long offset
          ? OptionalLong.of(offset)
          : OptionalLong.empty();
    } catch (IllegalArgumentException ordinaryMessage) {
      return OptionalLong.empty();
    }
  }

  private static Map<String, Object> typed(String type) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type);
    return members;
  }

  private static PreparedMessage prepared(Map<String, Object> members) {
    return new PreparedMessage(MessageKind.TEXT, UTF_8.encode(Json.of(members)));
  }
}
