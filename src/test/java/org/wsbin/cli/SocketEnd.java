package org.wsbin.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.wsbin.it.raw.Bytes;

/** One end of TCP, played by a test. Each wait lasts ten seconds at most. */
final class SocketEnd implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  SocketEnd(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  void send(String latin1) throws IOException {
    send(Bytes.of(latin1.getBytes(ISO_8859_1)));
  }

  void send(Bytes bytes) throws IOException {
    socket.getOutputStream().write(bytes.toArray());
  }

  /** The bytes up to an empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) bytes(1).unsigned(0));
    }
    return head.toString();
  }

  Bytes bytes(int count) throws IOException {
    byte[] read = in.readNBytes(count);
    if (read.length < count) {
      throw new EOFException("TCP has ended after " + Bytes.of(read) + ".");
    }
    return Bytes.of(read);
  }

  String text(int count) throws IOException {
    return new String(bytes(count).toArray(), ISO_8859_1);
  }

  /** All until the end of TCP; then "FIN" or "RST". */
  String rest() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String end = "FIN";
    try {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        read.write(octet);
      }
    } catch (SocketTimeoutException open) {
      throw open;
    } catch (SocketException reset) {
      end = "RST";
    }
    return read.size() == 0 ? end : Bytes.of(read.toByteArray()) + " " + end;
  }

  /** Whether nothing comes for that long. */
  boolean isSilent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() < -1;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  void finish() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
