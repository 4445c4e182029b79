package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/**
 * A WebSocket for large transfers, binary only. All data from the peer is one stream, across the
 * ends of messages; all written data is one message in fragments. Both directions wait for the
 * peer, so a transfer of any size needs only a few buffers of memory. One thread may read while
 * another writes.
 *
 * <p>A text from the peer closes the connection with 1003. The streams throw {@link IOException}
 * with the {@link WebSocketException} as its cause.
 */
public final class StreamWebSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamWebSocket.class.getName());
  private static final int BUFFER_BYTES = 64 * 1024;

  /** RFC 6455 section 7.4.1: data of a kind that is not accepted. */
  private static final int UNSUPPORTED = 1003;

  private final Connector connector;
  private final InputStream input = new Input();
  private final Output output = new Output();
  private Duration receiveTimeout = Duration.ZERO;
  private Duration closeTimeout = Duration.ZERO;

  /**
   * Not connected. A message may have any size. Compression is not offered, because it holds back
   * flushed data.
   */
  public StreamWebSocket() {
    this(ClientClock.SYSTEM);
  }

  StreamWebSocket(ClientClock clock) {
    connector = new Connector(clock, Runnable::run); // nothing is queued
    connector.control().maxMessage(Long.MAX_VALUE).noDeflate();
  }

  /** The options to set before connecting. */
  public ClientOptions control() {
    return connector.control();
  }

  /**
   * Connects, and waits until the handshake is done.
   *
   * @throws IllegalArgumentException if the URI is not {@code ws} or {@code wss}
   * @throws WebSocketException if it cannot connect
   */
  public void connect(URI uri) {
    Connector.check(uri);
    ClientSettings settings = connector.control().freeze();
    receiveTimeout = settings.timeouts().receive();
    closeTimeout = settings.timeouts().close();
    connector.connect(uri, settings);
  }

  /**
   * The data from the peer. It ends if the peer closes with 1000, and fails with other codes, as
   * often as it is read.
   */
  public InputStream input() {
    return input;
  }

  /** The data to the peer. A flush sends the buffered data, {@code close} ends the message. */
  public OutputStream output() {
    return output;
  }

  /** Reads into a channel until the peer closes; returns the number of bytes. */
  public long transferTo(WritableByteChannel target) throws IOException {
    return input.transferTo(Channels.newOutputStream(target));
  }

  /** Sends the whole channel as one message; returns the number of bytes. */
  public long transferFrom(ReadableByteChannel source) throws IOException {
    long count = Channels.newInputStream(source).transferTo(output);
    output.end();
    return count;
  }

  /**
   * Ends an unfinished message, closes, waits for the peer's close, and ends TCP. Data that arrives
   * before is dropped, unless another thread is reading.
   *
   * @throws IllegalArgumentException if the code may not be sent, or the reason is longer than 123
   *     bytes
   */
  public CloseResult close(int code, String reason) {
    CloseStatus status = Connector.status(code, reason);
    Connection connection = connector.required();
    endMessage();
    return connection.closeAndWait(CloseFrame.of(status), closeTimeout);
  }

  /** Ends an unfinished message, if the connection still accepts it. */
  private void endMessage() {
    try {
      output.close();
    } catch (IOException gone) {
      LOG.log(DEBUG, "The end of a message was not sent.", gone);
    }
  }

  /** Closes with 1000 if there is a connection; waits for a closing handshake that has begun. */
  @Override
  public void close() {
    connector
        .connection()
        .filter(connection -> !connection.hasEnded())
        .ifPresent(
            connection -> {
              endMessage();
              connection.closeAndWait(CloseFrame.of(CloseStatus.NORMAL, ""), closeTimeout);
            });
    connector.abort();
  }

  /** Ends TCP at once, even while another thread connects, reads or writes. */
  public void abort() {
    connector.abort();
  }

  /** What is known about the connection, at any time. */
  public Information information() {
    return connector.information();
  }

  private final class Input extends InputStream {
    private ByteBuffer part = ByteBuffer.allocate(0);
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      try {
        return connector.required().whileReading(() -> some(into, from, most));
      } catch (UncheckedIOException failure) {
        throw failure.getCause();
      }
    }

    private int some(byte[] into, int from, int most) {
      try {
        while ((!part.hasRemaining() || connector.required().isDiscarding()) && !ended) {
          next();
        }
        if (ended) {
          return end();
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      int count = Math.min(most, part.remaining());
      part.get(into, from, count);
      return count;
    }

    @Override
    public int available() {
      return part.remaining();
    }

    private void next() throws IOException {
      Connection connection = connector.required();
      try {
        Optional<MessageSlice> next = connection.next(receiveTimeout);
        if (next.isPresent() && next.get().kind() == MessageKind.TEXT) {
          throw connection.refuse(
              CloseFrame.of(UNSUPPORTED, "Only binary messages are taken here."),
              new WebSocketException(
                  WebErrorStatus.PROTOCOL_VIOLATION,
                  "A text came; a StreamWebSocket takes only binary messages."));
        }
        part = next.map(MessageSlice::bytes).orElse(part);
        ended = next.isEmpty();
      } catch (WebSocketException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
    }

    private int end() throws IOException {
      CloseResult closed = connector.required().closed();
      if (closed.code() != CloseStatus.NORMAL) {
        throw new IOException("The stream has ended early: " + closed + ".");
      }
      return -1;
    }
  }

  private final class Output extends OutputStream {
    private final ByteBuffer gathered = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean begun;

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int done = 0;
      while (done < count) {
        if (!gathered.hasRemaining()) {
          send(false);
        }
        int piece = Math.min(count - done, gathered.remaining());
        gathered.put(bytes, from + done, piece);
        done += piece;
      }
    }

    @Override
    public void flush() throws IOException {
      if (gathered.position() > 0) {
        send(false);
      }
    }

    /** Ends the message; later writes begin another one. */
    @Override
    public void close() throws IOException {
      if (begun || gathered.position() > 0) {
        end();
      }
    }

    /** Ends the message, even if nothing was written. */
    void end() throws IOException {
      send(true);
    }

    private void send(boolean last) throws IOException {
      try {
        connector.required().send(MessageKind.BINARY, gathered.flip(), last);
        begun = !last;
      } catch (WebSocketException failure) {
        throw new IOException(failure.getMessage(), failure);
      } finally {
        gathered.clear();
      }
    }
  }
}
