package org.wsbin.it.raw;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A WebSocket client that reads only when it is told to and answers nothing by itself. One thread
 * may send while another reads. Each reading method throws {@link SocketTimeoutException} when its
 * time is over and {@link EOFException} when the connection ends first.
 */
public final class RawWebSocket implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final RawResponse answer;

  RawWebSocket(Socket socket, InputStream in, RawResponse answer) throws IOException {
    this.socket = socket;
    this.in = in;
    this.reader = new FrameReader(in);
    this.writer = new FrameWriter(socket.getOutputStream());
    this.answer = answer;
  }

  /** Opens a connection with a correct opening handshake. */
  public static RawWebSocket open(URI uri) throws IOException {
    return Opening.to(uri).open();
  }

  /** The server's answer to the opening handshake, a 101. */
  public RawResponse answer() {
    return answer;
  }

  /** Sends a frame, masked with a fresh masking key. */
  public void send(Frame frame) throws IOException {
    byte[] key = new byte[4];
    ThreadLocalRandom.current().nextBytes(key);
    writer.masked(frame, key);
  }

  /** Sends a frame as only a server may (RFC 6455 section 5.1). */
  public void sendUnmasked(Frame frame) throws IOException {
    writer.unmasked(frame);
  }

  public void sendRaw(Bytes octets) throws IOException {
    socket.getOutputStream().write(octets.shared());
  }

  /** Sends octets in one write each; without Nagle's algorithm each is a segment of its own. */
  public void sendOctetByOctet(Bytes octets) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (byte octet : octets.shared()) {
      out.write(octet);
      out.flush();
    }
  }

  /** Sends a FIN; what the server sends can still be read. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** The next frame of any kind. */
  public Frame read(Duration wait) throws IOException {
    socket.setSoTimeout(ReadDeadline.in(wait).millisLeft("frame"));
    return reader.read();
  }

  /** The next frame, or nothing if none has begun to arrive in that time. */
  public Optional<Frame> poll(Duration wait) throws IOException {
    socket.setSoTimeout(ReadDeadline.in(wait).millisLeft("frame"));
    int first;
    try {
      first = in.read();
    } catch (SocketTimeoutException nothing) {
      return Optional.empty();
    }
    return Optional.of(reader.rest(first));
  }

  /**
   * The next data message. Pings and pongs on the way to it are passed over.
   *
   * @throws IOException with code and reason, if a close frame came instead
   */
  public WholeMessage readMessage(Duration wait) throws IOException {
    ReadDeadline deadline = ReadDeadline.in(wait);
    Frame first = nextData(deadline);
    if (first.fin()) {
      return new WholeMessage(first.opcode(), first.payload());
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(first.payload().shared());
    for (boolean fin = false; !fin; ) {
      Frame fragment = nextData(deadline);
      joined.write(fragment.payload().shared());
      fin = fragment.fin();
    }
    return new WholeMessage(first.opcode(), Bytes.of(joined.toByteArray()));
  }

  /** The close frame; whatever comes before it is dropped. */
  public Frame readClose(Duration wait) throws IOException {
    ReadDeadline deadline = ReadDeadline.in(wait);
    Frame frame = next(deadline, "close frame");
    while (frame.opcode() != Frame.CLOSE) {
      frame = next(deadline, "close frame");
    }
    return frame;
  }

  /** All frames up to the first with that opcode, which is the last of them. */
  public List<Frame> readThrough(int opcode, Duration wait) throws IOException {
    return readThrough(frame -> frame.opcode() == opcode, wait);
  }

  /** All frames up to the end of a message. */
  public List<Frame> readThroughFin(Duration wait) throws IOException {
    return readThrough(frame -> frame.fin() && !frame.isControl(), wait);
  }

  /** All frames up to the first such one. */
  public List<Frame> readThrough(Predicate<Frame> last, Duration wait) throws IOException {
    ReadDeadline deadline = ReadDeadline.in(wait);
    List<Frame> frames = new ArrayList<>();
    do {
      frames.add(next(deadline, "frame"));
    } while (!last.test(frames.get(frames.size() - 1)));
    return frames;
  }

  /** What arrives next, however much it is; empty if nothing arrives in that time, 1 ms or more. */
  public Bytes readSome(Duration wait) throws IOException {
    socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
    byte[] some = new byte[8192];
    try {
      int count = in.read(some);
      if (count < 0) {
        throw new EOFException("The connection ended.");
      }
      return Bytes.of(some).slice(0, count);
    } catch (SocketTimeoutException nothing) {
      return Bytes.EMPTY;
    }
  }

  /**
   * So many octets, whatever they are.
   *
   * @throws EOFException if the connection ends first
   */
  public Bytes readExactly(int count, Duration wait) throws IOException {
    socket.setSoTimeout(ReadDeadline.in(wait).millisLeft("octet"));
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException("The connection ended after " + octets.length + " octets.");
    }
    return Bytes.of(octets);
  }

  /**
   * All octets up to the FIN.
   *
   * @throws SocketException if a reset ends the connection
   */
  public Bytes readToFin(Duration wait) throws IOException {
    ReadDeadline deadline = ReadDeadline.in(wait);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    int count = 0;
    while (count >= 0) {
      all.write(some, 0, count);
      socket.setSoTimeout(deadline.millisLeft("end of the connection"));
      count = in.read(some);
    }
    return Bytes.of(all.toByteArray());
  }

  /** Returns when the connection has ended, by FIN or reset; what still comes is dropped. */
  public void awaitEof(Duration wait) throws IOException {
    ReadDeadline deadline = ReadDeadline.in(wait);
    try {
      byte[] dropped = new byte[8192];
      do {
        socket.setSoTimeout(deadline.millisLeft("end of the connection"));
      } while (in.read(dropped) >= 0);
    } catch (SocketException reset) {
      // a reset ends the connection as well
    }
  }

  private Frame nextData(ReadDeadline deadline) throws IOException {
    Frame frame = next(deadline, "message");
    while (frame.isControl()) {
      if (frame.opcode() == Frame.CLOSE) {
        throw new IOException("Closed: " + frame.closeCode() + " " + frame.closeReason());
      }
      frame = next(deadline, "message");
    }
    return frame;
  }

  private Frame next(ReadDeadline deadline, String awaited) throws IOException {
    socket.setSoTimeout(deadline.millisLeft(awaited));
    return reader.read();
  }

  /** Ends the TCP connection with a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the TCP connection without a closing handshake. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
