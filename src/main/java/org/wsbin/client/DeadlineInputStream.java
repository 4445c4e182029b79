package org.wsbin.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** Reads from a socket until a deadline, byte by byte, so that it never reads too far. */
final class DeadlineInputStream extends InputStream {
  private final Socket socket;
  private Deadline deadline;

  DeadlineInputStream(Socket socket, Deadline deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /** Sets the deadline. */
  void hurry(Duration most) {
    deadline = deadline.atMost(most);
  }

  @Override
  public int available() throws IOException {
    return socket.getInputStream().available();
  }

  @Override
  public int read() throws IOException {
    socket.setSoTimeout(deadline.millisLeft("Connecting"));
    return socket.getInputStream().read();
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    socket.setSoTimeout(deadline.millisLeft("Connecting"));
    return socket.getInputStream().read(into, from, most);
  }
}
