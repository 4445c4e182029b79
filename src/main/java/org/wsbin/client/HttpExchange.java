package org.wsbin.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;

/** One HTTP request and its response on a socket that is open, until a deadline. */
record HttpExchange(Socket socket, Deadline deadline) {

  /**
   * Sends the request, and reads the response.
   *
   * @param head the request line and the headers, with the empty line after them
   * @throws IOException if no complete response arrives in time
   */
  HttpResponse send(String head) throws IOException {
    write(head);
    boolean connect = head.startsWith("CONNECT ");
    return HttpResponse.read(new DeadlineInputStream(socket, deadline), connect);
  }

  /**
   * The same, with a limit of its own for the response's body, which may take until the deadline.
   *
   * @throws IOException if no whole response arrives in time
   */
  HttpResponse send(String head, int mostBytes) throws IOException {
    write(head);
    return HttpResponse.read(
        new DeadlineInputStream(socket, deadline), mostBytes, deadline.limit());
  }

  private void write(String head) throws IOException {
    socket.setSoTimeout(deadline.millisLeft("Connecting"));
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
  }
}
