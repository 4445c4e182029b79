package org.wsbin.channel;

import java.util.Optional;
import org.wsbin.cluster.LogEntry;
import org.wsbin.protocol.PreparedMessage;
import org.wsbin.text.Lazy;

/** A message of a channel. It is encoded once in each format, if a member has that format. */
final class ChannelMessage implements Delivery {
  private final long offset;
  private final MessageEntry entry;
  private final Lazy<PreparedMessage> plain;
  private final Lazy<PreparedMessage> json;

  private ChannelMessage(long offset, MessageEntry entry) {
    this.offset = offset;
    this.entry = entry;
    this.plain = new Lazy<>(() -> new PreparedMessage(entry.kind(), entry.payload().duplicate()));
    this.json = new Lazy<>(() -> ChannelTexts.message(offset, entry));
  }

  /** The message of an entry; empty if that is none. */
  static Optional<ChannelMessage> of(LogEntry entry) {
    return MessageEntry.of(entry.data())
        .map(message -> new ChannelMessage(entry.offset(), message));
  }

  long offset() {
    return offset;
  }

  String sender() {
    return entry.sender();
  }

  int half() {
    return entry.half();
  }

  /** The payload as it was sent, or in JSON. */
  PreparedMessage in(MemberOptions.Format format) {
    return format == MemberOptions.Format.JSON ? json.get() : plain.get();
  }

  @Override
  public long cost() {
    return OVERHEAD + 2L * entry.payload().remaining();
  }
}
