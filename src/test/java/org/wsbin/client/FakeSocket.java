package org.wsbin.client;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.client.Dialer.DialResult;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.PerMessageDeflate;

/**
 * A socket in memory. What comes in is given beforehand; a read that finds nothing lets its timeout
 * pass on the fake clock. Each write can be watched. One thread at a time.
 */
final class FakeSocket extends Socket {
  private final FakeClock clock;
  private final Deque<Byte> incoming = new ArrayDeque<>();
  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
  private Consumer<byte[]> onWrite = bytes -> {};
  private Runnable onRead = () -> {};
  private Runnable onClose = () -> {};
  private int timeout;
  private boolean peerEnded;
  private boolean outputShut;
  private boolean closed;

  FakeSocket(FakeClock clock) {
    this.clock = clock;
  }

  /** What was dialled, if this is the socket. */
  DialResult dialled(Optional<PerMessageDeflate> deflate) {
    return dialled(this, deflate);
  }

  /** The same, with another socket below it, as with TLS. */
  DialResult dialled(Socket network, Optional<PerMessageDeflate> deflate) {
    Optional<InetSocketAddress> none = Optional.empty();
    return new DialResult(
        URI.create("ws://fake/"),
        network,
        this,
        none,
        none,
        "",
        new HttpResponse(101, List.of(), ""),
        new Outcome.Opened(Optional.empty(), deflate));
  }

  /** These bytes come in next. */
  void receive(String hex) {
    for (byte b : HexFormat.of().parseHex(hex.replace(" ", ""))) {
      incoming.add(b);
    }
  }

  /** The peer ends TCP behind what has come. */
  void peerEnds() {
    peerEnded = true;
  }

  /** Calls this at the beginning of each read. */
  void onRead(Runnable callback) {
    onRead = callback;
  }

  /** Calls this at the beginning of each close. */
  void onClose(Runnable callback) {
    onClose = callback;
  }

  /** Calls this in the middle of each write. */
  void onWrite(Consumer<byte[]> callback) {
    onWrite = callback;
  }

  /** The frames that have left, as {@link MaskedFrames} shows them. */
  List<String> sent() {
    return MaskedFrames.parse(bytesSent());
  }

  byte[] bytesSent() {
    return outgoing.toByteArray();
  }

  boolean outputShut() {
    return outputShut;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void setSoTimeout(int millis) {
    timeout = millis;
  }

  @Override
  public void shutdownOutput() {
    outputShut = true;
  }

  @Override
  public synchronized void close() {
    onClose.run();
    closed = true;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int from, int most)
          throws SocketTimeoutException, SocketException {
        return FakeSocket.this.read(into, from, most);
      }
    };
  }

  private int read(byte[] into, int from, int most) throws SocketTimeoutException, SocketException {
    checkOpen();
    onRead.run();
    if (incoming.isEmpty() && !peerEnded) {
      clock.advance(timeout == 0 ? Duration.ofDays(1) : Duration.ofMillis(timeout));
      checkOpen();
      throw new SocketTimeoutException("Read timed out");
    }
    int count = 0;
    while (!incoming.isEmpty() && count < most) {
      into[from + count] = incoming.remove();
      count++;
    }
    return count == 0 ? -1 : count;
  }

  private void checkOpen() throws SocketException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws SocketException {
        checkOpen();
        byte[] piece = Arrays.copyOfRange(bytes, from, from + count);
        onWrite.accept(piece);
        checkOpen();
        outgoing.write(piece, 0, count);
      }
    };
  }
}
