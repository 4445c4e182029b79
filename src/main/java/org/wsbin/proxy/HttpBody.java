package org.wsbin.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the end of a body (RFC 9112 section 6), without changing a byte. Holds nothing. Not safe
 * from several threads.
 */
final class HttpBody {
  private static final int MOST_DIGITS = 15;

  private enum Part {
    /** Counted bytes; there may be none left. */
    DATA,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    UNTIL_THE_END
  }

  private Part part;
  private long left;
  private int digits;
  private boolean lineIsEmpty;
  private volatile boolean complete;

  private HttpBody(Part part, long left) {
    this.part = part;
    this.left = left;
    this.complete = part == Part.DATA && left == 0;
  }

  /**
   * The body of a request.
   *
   * @throws MalformedHeadException if its length cannot be told
   */
  static HttpBody ofRequest(HttpHead head) throws MalformedHeadException {
    return of(head, Part.DATA);
  }

  /**
   * The body of a response.
   *
   * @param method of the request
   * @throws MalformedHeadException if its length cannot be told
   */
  static HttpBody ofResponse(HttpHead head, String method) throws MalformedHeadException {
    int status = head.status();
    if (method.equals("HEAD") || status / 100 == 1 || status == 204 || status == 304) {
      return new HttpBody(Part.DATA, 0);
    }
    return of(head, Part.UNTIL_THE_END);
  }

  /** The length of a head cannot be told: the message is a sentence. */
  static final class MalformedHeadException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedHeadException(String message) {
      super(message);
    }
  }

  private static HttpBody of(HttpHead head, Part otherwise) throws MalformedHeadException {
    List<String> codings = head.tokens("Transfer-Encoding");
    if (!codings.isEmpty()) {
      boolean chunked = codings.get(codings.size() - 1).equals("chunked");
      if (!chunked && otherwise == Part.DATA) {
        throw new MalformedHeadException("The last Transfer-Encoding is not chunked.");
      }
      return new HttpBody(chunked ? Part.CHUNK_SIZE : Part.UNTIL_THE_END, 0);
    }
    Set<String> lengths = head.tokens("Content-Length").stream().collect(Collectors.toSet());
    if (lengths.isEmpty()) {
      return new HttpBody(otherwise, 0);
    }
    String length = lengths.iterator().next();
    if (lengths.size() > 1 || !length.matches("\\d{1,18}")) {
      throw new MalformedHeadException("The Content-Length is not one number.");
    }
    return new HttpBody(Part.DATA, Long.parseLong(length));
  }

  /** Whether all of it has been taken. */
  boolean complete() {
    return complete;
  }

  /** Whether only the end of TCP ends it. */
  boolean untilTheEnd() {
    return part == Part.UNTIL_THE_END;
  }

  /**
   * Takes the bytes that belong to the body.
   *
   * @throws MalformedHeadException if the size of a chunk is no number
   */
  byte[] take(ByteBuffer in) throws MalformedHeadException {
    int from = in.position();
    while (in.hasRemaining() && !complete) {
      advance(in);
    }
    byte[] taken = new byte[in.position() - from];
    in.get(from, taken);
    return taken;
  }

  private void advance(ByteBuffer in) throws MalformedHeadException {
    switch (part) {
      case UNTIL_THE_END -> in.position(in.limit());
      case DATA, CHUNK_DATA -> {
        int count = (int) Math.min(left, in.remaining());
        in.position(in.position() + count);
        left -= count;
        if (left == 0) {
          complete = part == Part.DATA;
          part = complete ? Part.DATA : Part.CHUNK_END;
        }
      }
      case CHUNK_SIZE -> size(in.get());
      case CHUNK_EXTENSION -> {
        if (in.get() == '\n') {
          endOfSize();
        }
      }
      case CHUNK_END -> {
        if (in.get() == '\n') {
          part = Part.CHUNK_SIZE;
          left = 0;
          digits = 0;
        }
      }
      case TRAILER -> trailer(in.get());
    }
  }

  private void size(byte octet) throws MalformedHeadException {
    int digit = Character.digit(octet, 16);
    if (digit >= 0) {
      left = left * 16 + digit;
      digits++;
    }
    if (digits == 0 || digits > MOST_DIGITS) {
      throw new MalformedHeadException("A chunk has no size.");
    }
    if (octet == '\n') {
      endOfSize();
    } else if (digit < 0) {
      part = Part.CHUNK_EXTENSION;
    }
  }

  private void endOfSize() {
    part = left > 0 ? Part.CHUNK_DATA : Part.TRAILER;
    lineIsEmpty = true;
  }

  private void trailer(byte octet) {
    if (octet == '\n') {
      complete = lineIsEmpty;
      lineIsEmpty = true;
    } else if (octet != '\r') {
      lineIsEmpty = false;
    }
  }
}
