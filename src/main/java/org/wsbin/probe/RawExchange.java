package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of a check that writes its own bytes. Used by one thread.
 *
 * <p>A peer that is gone is no error: nothing more comes of it then.
 */
final class RawExchange implements AutoCloseable {
  private static final int MOST_BYTES = 256 * 1024;
  private static final Pattern HEAD =
      Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n");

  /**
   * The head of an answer.
   *
   * @param lines its headers
   */
  record Head(int status, List<String> lines) {
    /** The value of a header; empty if there is none. */
    String value(String name) {
      return lines.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /**
   * Bytes that came together.
   *
   * @param at in nanoseconds
   */
  record Piece(long at, int bytes) {}

  private final Socket socket;
  private final ByteArrayOutputStream come = new ByteArrayOutputStream();
  private boolean over;

  /** On a connection, which it closes. */
  RawExchange(Socket socket) {
    this.socket = socket;
  }

  void send(String text) {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException gone) {
      over = true;
    }
  }

  /** Sends a FIN, and may still read; with TLS the alert that stands for it, too. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      over = true;
    }
  }

  /** Reads until that many heads of answers are there, TCP has ended, or the time is over. */
  List<Head> read(int heads, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (heads().size() < heads && readSome(end)) {
      // there may be more
    }
    return heads();
  }

  /** Reads until that many bytes are behind the last head, TCP has ended, or the time is over. */
  List<Piece> readBehind(int bytes, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    List<Piece> pieces = new ArrayList<>();
    int behind = behind().length;
    if (behind > 0) {
      pieces.add(new Piece(System.nanoTime(), behind));
    }
    while (behind < bytes && readSome(end)) {
      int now = behind().length;
      if (now > behind) {
        pieces.add(new Piece(System.nanoTime(), now - behind));
      }
      behind = now;
    }
    return pieces;
  }

  /** What has come behind the last head. */
  byte[] behind() {
    byte[] all = come.toByteArray();
    Matcher next = HEAD.matcher(come.toString(ISO_8859_1));
    int from = 0;
    while (next.find()) {
      from = next.end();
    }
    return Arrays.copyOfRange(all, from, all.length);
  }

  /** Returns whether more may come. */
  private boolean readSome(long end) {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (over || left <= 0 || come.size() >= MOST_BYTES) {
      return false;
    }
    byte[] some = new byte[8192];
    try {
      socket.setSoTimeout((int) left);
      int count = socket.getInputStream().read(some);
      over = count < 0;
      come.write(some, 0, Math.max(0, count));
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException gone) {
      over = true;
    }
    return !over;
  }

  /** Those of final answers and of 101. */
  private List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    Matcher next = HEAD.matcher(come.toString(ISO_8859_1));
    while (next.find()) {
      int status = Integer.parseInt(next.group(1));
      if (status == 101 || status >= 200) {
        heads.add(
            new Head(status, next.group().lines().skip(1).filter(l -> !l.isEmpty()).toList()));
      }
    }
    return heads;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      over = true;
    }
  }
}
