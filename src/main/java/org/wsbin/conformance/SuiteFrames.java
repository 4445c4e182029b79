package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.wsbin.protocol.Role;

/** Makes the octets of the suite's frames, valid or not, and notes them in the log. */
final class SuiteFrames {
  private static final int SHORT = 125;
  private static final int SOME_KEY = 0x37fa213d;

  private final Role role;
  private final IntSupplier keys;
  private final Wirelog log;

  /** The key of the frame whose header was sent alone; its octets follow. */
  private OptionalInt pieceKey = OptionalInt.empty();

  private int piecePosition;

  /**
   * Frames of that role.
   *
   * @param keys the masking keys of a client
   */
  SuiteFrames(Role role, IntSupplier keys, Wirelog log) {
    this.role = role;
    this.keys = keys;
    this.log = log;
  }

  Outbox.Piece piece(CaseStep.Frame frame) {
    OptionalInt key = frame.form().otherMask() ? otherKey() : key();
    log.sent(frame, key);
    return new Outbox.Piece(
        header(frame, frame.payload().length(), key),
        frame.payload(),
        key,
        frame.chop(),
        frame.alone());
  }

  private OptionalInt key() {
    return role == Role.CLIENT ? OptionalInt.of(keys.getAsInt()) : OptionalInt.empty();
  }

  /** As no endpoint of this role may. */
  private OptionalInt otherKey() {
    return role == Role.CLIENT ? OptionalInt.empty() : OptionalInt.of(SOME_KEY);
  }

  /** The header of a text frame without FIN only. */
  byte[] header(int length) {
    pieceKey = key();
    piecePosition = 0;
    log.sentOctets("header of " + length);
    return header(new CaseStep.Frame(false, 0, 1, 0, false, Payload.EMPTY), length, pieceKey);
  }

  /** Octets of the frame whose header was made; without one, octets as they are. */
  byte[] octets(Payload payload) {
    log.sentOctets(payload.toString());
    byte[] bytes = payload.bytes();
    pieceKey.ifPresent(
        key -> {
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) (key >> (8 * (3 - (piecePosition + i) % 4)));
          }
        });
    piecePosition += bytes.length;
    return bytes;
  }

  private static byte[] header(CaseStep.Frame frame, int length, OptionalInt key) {
    ByteBuffer header = ByteBuffer.allocate(14);
    header.put((byte) ((frame.fin() ? 0x80 : 0) | (frame.reserved() << 4) | frame.opcode()));
    int mask = key.isPresent() ? 0x80 : 0;
    switch (lengthOctets(frame.form(), length)) {
      case 0 -> header.put((byte) (mask | length));
      case 2 -> header.put((byte) (mask | 126)).putShort((short) length);
      default -> header.put((byte) (mask | 127)).putLong(frame.form().told().orElse(length));
    }
    key.ifPresent(header::putInt);
    return Arrays.copyOf(header.array(), header.position());
  }

  private static int lengthOctets(FrameForm form, int length) {
    int shortest = length <= SHORT ? 0 : length <= 0xffff ? 2 : 8;
    return form.told().isPresent() ? 8 : form.lengthOctets().orElse(shortest);
  }
}
