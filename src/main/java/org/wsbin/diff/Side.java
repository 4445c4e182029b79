package org.wsbin.diff;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one end recorded of a connection.
 *
 * @param id what the server calls the connection; empty if the recording does not say
 * @param notShown what its engine cannot see
 * @param closedBy client, server or network
 * @param tcp how TCP ended for this end; empty while it is open
 */
public record Side(
    String id,
    String engine,
    String requestLine,
    List<Header> request,
    List<Header> response,
    List<Frame> frames,
    long omittedFrames,
    boolean faulty,
    Optional<Close> clientClose,
    Optional<Close> serverClose,
    Optional<String> closedBy,
    boolean clean,
    Optional<String> tcp,
    List<String> notShown) {

  /** A header line. */
  public record Header(String name, String value) {
    String key() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A frame.
   *
   * @param at seconds since the connection opened
   * @param maskingKey in hex
   * @param kept of the payload
   */
  public record Frame(
      int number,
      double at,
      Way way,
      String opcode,
      boolean fin,
      boolean rsv1,
      Optional<String> maskingKey,
      long length,
      boolean complete,
      ByteBuffer kept) {
    byte[] payload() {
      byte[] bytes = new byte[kept.remaining()];
      kept.duplicate().get(bytes);
      return bytes;
    }

    boolean whole() {
      return complete && kept.capacity() == length;
    }
  }

  /** A close frame; without a code if it had none. */
  public record Close(OptionalInt code, String reason) {
    @Override
    public String toString() {
      String said = reason.isEmpty() ? "" : " \"" + reason + "\"";
      return code.isPresent() ? code.getAsInt() + said : "without a code";
    }
  }

  Optional<Close> close(Way way) {
    return way == Way.FROM_CLIENT ? clientClose : serverClose;
  }

  boolean showsFrames() {
    return notShown.isEmpty();
  }
}
