package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.conformance.PeerFrames.Header;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Utf8Validator;
import org.wsbin.protocol.ViolationException;

/**
 * Makes messages of the peer's frames, and finds what is wrong with them (RFC 6455 sections 5 and
 * 8.1, RFC 7692). A frame that breaks a rule is skipped, but for a close frame.
 */
final class ReceivedMessages implements PeerFrames.Sink {
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NOT_UTF8 = 1007;
  private static final int MOST_CONTROL = 125;
  private static final int RSV1 = 4;

  /** Hears what came. */
  interface Sink {
    /** Whether anything still counts. */
    boolean listens();

    /** A frame with this masking key begins. */
    default void masked(int key) {}

    void message(Event message);

    void pong(Event pong);

    void ping(byte[] payload);

    void close(byte[] body);

    /** The peer has broken a rule, for which a connection fails with that code. */
    void violation(int code, String why);

    /** The compressed data is not valid, and nothing behind it can be read. */
    void unreadable();
  }

  private final Role role;
  private final Sink sink;
  private final Wirelog log;
  private final Optional<MessageInflater> inflater;
  private final ByteBuffer control = ByteBuffer.allocate(MOST_CONTROL);
  private Header header;
  private boolean skipping;

  /** A message has begun, and its last frame is to come. */
  private boolean inside;

  /** The message breaks a rule: the rest of it is framed, and not heard. */
  private boolean broken;

  private boolean text;
  private boolean compressed;
  private Content.Builder message = new Content.Builder();
  private Utf8Validator utf8 = new Utf8Validator();

  ReceivedMessages(Role role, Optional<Compression.Agreed> agreed, Sink sink, Wirelog log) {
    this.role = role;
    this.sink = sink;
    this.log = log;
    this.inflater = agreed.map(terms -> terms.deflate().inflater(role));
  }

  @Override
  public void header(Header next) {
    header = next;
    control.clear();
    next.key().ifPresent(sink::masked);
    Optional<String> wrong = objection(next);
    skipping = wrong.isPresent();
    wrong.ifPresent(why -> sink.violation(PROTOCOL_ERROR, why));
    if (next.control()) {
      return;
    }
    inside = !next.fin();
    if (skipping) {
      broken = true;
    } else if (next.opcode() > 0) {
      broken = false;
      text = next.opcode() == 1;
      compressed = next.reserved() == RSV1;
      message = new Content.Builder();
      utf8 = new Utf8Validator();
    }
  }

  private Optional<String> objection(Header next) {
    boolean mayCompress =
        inflater.isPresent() && next.reserved() == RSV1 && next.opcode() > 0 && !next.control();
    if (next.reserved() != 0 && !mayCompress) {
      return Optional.of("reserved bits " + next.reserved());
    } else if (next.key().isPresent() != (role == Role.SERVER)) {
      return Optional.of(role == Role.SERVER ? "unmasked frame" : "masked frame of a server");
    } else if (!next.shortest() || next.length() == Long.MAX_VALUE) {
      return Optional.of("length that has a shorter form, or none");
    } else if (next.control()) {
      boolean known = next.opcode() <= 10;
      return known && next.fin() && next.length() <= MOST_CONTROL
          ? Optional.empty()
          : Optional.of(known ? "fragmented or too long control frame" : "reserved opcode");
    } else if (next.opcode() > 2) {
      return Optional.of("reserved opcode");
    }
    return inside == (next.opcode() == 0)
        ? Optional.empty()
        : Optional.of(inside ? "new message inside another" : "continuation of nothing");
  }

  @Override
  public void payload(ByteBuffer part, boolean end) {
    if (header.control()) {
      control(part, end);
    } else {
      if (end) {
        log.received(header, "");
      }
      if (!skipping && sink.listens()) {
        data(part, end && header.fin());
      }
    }
  }

  /** The body of a close frame counts also if its header breaks a rule. */
  private void control(ByteBuffer part, boolean end) {
    int count = Math.min(part.remaining(), control.remaining());
    control.put(part.slice(part.position(), count));
    if (!end) {
      return;
    }
    byte[] body = new byte[control.flip().remaining()];
    control.get(body);
    log.received(header, Shown.of(body, body.length));
    if (!sink.listens()) {
      return;
    }
    if (header.opcode() == 8) {
      sink.close(body);
    } else if (!skipping && header.opcode() == 9) {
      sink.ping(body);
    } else if (!skipping && header.opcode() == 10) {
      sink.pong(Event.of(Event.Kind.PONG, Payload.of(body)));
    }
  }

  private void data(ByteBuffer part, boolean last) {
    try {
      if (compressed) {
        inflater.orElseThrow().inflate(part, this::plain);
        if (last) {
          inflater.orElseThrow().endMessage();
        }
      } else {
        plain(part);
      }
    } catch (ViolationException notDeflate) {
      broken = true;
      sink.unreadable();
    }
    if (last && !broken) {
      if (text && utf8.unfinished() > 0) {
        sink.violation(NOT_UTF8, "text that ends inside a character");
      } else {
        sink.message(new Event(text ? Event.Kind.TEXT : Event.Kind.BINARY, message.build()));
      }
    }
  }

  private void plain(ByteBuffer part) {
    if (!broken && text && utf8.check(part) != Utf8Validator.VALID) {
      broken = true;
      sink.violation(NOT_UTF8, "text that is not UTF-8");
    } else if (!broken) {
      message.add(part);
    }
  }

  /** Frees the memory outside of the heap. */
  void release() {
    inflater.ifPresent(MessageInflater::close);
  }
}
