package org.wsbin.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.wsbin.conformance.ClientCase;
import org.wsbin.conformance.ClientCase.Request;
import org.wsbin.protocol.AcceptKey;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.PerMessageDeflate;

/** Opens a connection to the server that is tested (RFC 6455 section 4.1). Blocks. */
final class SuiteHandshake {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
  private static final int MOST_HEAD = 64 * 1024;

  /** No TCP connection: the rest of the cases would fail in the same way. */
  static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * An answer to the opening handshake.
   *
   * @param problem why it is no valid one; empty if the connection is open
   * @param first bytes behind the head
   * @param refusal the status that is not 101, or 0 if the server ended TCP instead of an answer;
   *     empty for anything else
   */
  record Answer(
      Socket socket,
      String request,
      String response,
      ByteBuffer first,
      Optional<Extension> deflate,
      Optional<String> problem,
      OptionalInt refusal) {
    Optional<String> server() {
      return header(response, "server").stream().findFirst();
    }
  }

  private SuiteHandshake() {}

  /**
   * Connects and shakes hands.
   *
   * @param network opens the socket
   * @param played says what is offered, and how the request is written
   * @throws UnreachableException if there is no TCP or TLS connection
   */
  static Answer open(SuiteClient.Network network, TestedServer target, ClientCase played)
      throws UnreachableException {
    Optional<String> offer = played.offer();
    Socket socket = socket(network, target);
    String key = Base64.getEncoder().encodeToString(random());
    Request request = played.request(request(target, key, offer));
    StringBuilder head = new StringBuilder();
    Optional<String> problem;
    OptionalInt refusal = OptionalInt.empty();
    ByteBuffer rest = ByteBuffer.allocate(0);
    try {
      socket.setTcpNoDelay(true);
      write(request, socket.getOutputStream());
      rest = readHead(socket, head);
      refusal = refusal(head.toString());
      problem = objection(target, head.toString(), key, offer);
      socket.setSoTimeout(0);
    } catch (SocketTimeoutException silent) {
      problem = Optional.of("The server did not answer within " + ANSWER.toSeconds() + " s.");
    } catch (InterruptedIOException stopped) {
      Thread.currentThread().interrupt();
      problem = Optional.of("The run was stopped.");
    } catch (IOException failed) {
      refusal = OptionalInt.of(0);
      problem =
          Optional.of("The connection ended in the opening handshake: " + failed.getMessage());
    }
    if (problem.isPresent()) {
      close(socket);
    }
    return new Answer(
        socket,
        request.head(),
        head.toString(),
        rest,
        problem.isPresent() ? Optional.empty() : deflate(head.toString()),
        problem,
        refusal);
  }

  private static void write(Request request, OutputStream out) throws IOException {
    byte[] bytes = request.head().getBytes(ISO_8859_1);
    int half = request.pause().isZero() ? bytes.length : bytes.length / 2;
    write(bytes, 0, half, request.chop(), out);
    try {
      Thread.sleep(request.pause().toMillis());
    } catch (InterruptedException stopped) {
      throw new InterruptedIOException(stopped.getMessage());
    }
    write(bytes, half, bytes.length, request.chop(), out);
  }

  private static void write(byte[] bytes, int from, int to, int chop, OutputStream out)
      throws IOException {
    int size = chop == 0 ? Math.max(1, to - from) : chop;
    for (int at = from; at < to; at += size) {
      out.write(bytes, at, Math.min(size, to - at));
      out.flush();
    }
  }

  private static OptionalInt refusal(String head) {
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    return status.matches() && !status.group(1).equals("101")
        ? OptionalInt.of(Integer.parseInt(status.group(1)))
        : OptionalInt.empty();
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      System.getLogger(SuiteHandshake.class.getName())
          .log(System.Logger.Level.DEBUG, "The connection was gone already.", gone);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static Socket socket(SuiteClient.Network network, TestedServer target)
      throws UnreachableException {
    try {
      return network.open();
    } catch (IOException failed) {
      throw new UnreachableException(
          "Cannot connect to " + target.uri() + ": " + why(failed) + ".", failed);
    }
  }

  /** The usual network: straight to the server. */
  static Socket connect(TestedServer target) throws IOException {
    String host = target.uri().getHost().replaceAll("^\\[|\\]$", "");
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(host, target.port()), Math.toIntExact(CONNECT.toMillis()));
      if (!target.secure()) {
        return socket;
      }
      socket.setSoTimeout(Math.toIntExact(ANSWER.toMillis()));
      SSLSocket tls =
          (SSLSocket)
              tls(target.insecure())
                  .getSocketFactory()
                  .createSocket(socket, host, target.port(), true);
      if (!target.insecure()) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
      }
      tls.startHandshake();
      return tls;
    } catch (IOException failed) {
      close(socket);
      throw failed;
    } catch (GeneralSecurityException failed) {
      close(socket);
      throw new IOException(failed.getMessage(), failed);
    }
  }

  private static String why(Exception failed) {
    if (failed instanceof UnknownHostException) {
      return "there is no such host";
    } else if (failed instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return failed instanceof SSLHandshakeException
            && failed.getCause() instanceof CertificateException
        ? "its certificate is not trusted (" + failed.getMessage() + "); --insecure takes any"
        : failed.getMessage();
  }

  private static SSLContext tls(boolean insecure) throws GeneralSecurityException {
    if (!insecure) {
      return SSLContext.getDefault();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    return context;
  }

  private static String request(TestedServer target, String key, Optional<String> offer) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    String host = target.uri().getHost() + ":" + target.port();
    headers.add(Map.entry("Host", host));
    headers.add(Map.entry("User-Agent", "wsbin-conform"));
    headers.add(Map.entry("Upgrade", "websocket"));
    headers.add(Map.entry("Connection", "Upgrade"));
    headers.add(Map.entry("Pragma", "no-cache"));
    headers.add(Map.entry("Cache-Control", "no-cache"));
    headers.add(Map.entry("Sec-WebSocket-Key", key));
    headers.add(Map.entry("Sec-WebSocket-Version", "13"));
    if (!target.subprotocols().isEmpty()) {
      headers.add(Map.entry("Sec-WebSocket-Protocol", String.join(", ", target.subprotocols())));
    }
    offer.ifPresent(value -> headers.add(Map.entry("Sec-WebSocket-Extensions", value)));
    headers.addAll(target.headers());
    return headers.stream()
        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
        .collect(joining("", "GET " + target.requestTarget() + " HTTP/1.1\r\n", "\r\n"));
  }

  /** Reads up to the empty line; returns what came with it. */
  private static ByteBuffer readHead(Socket socket, StringBuilder head) throws IOException {
    InputStream in = socket.getInputStream();
    long end = System.nanoTime() + ANSWER.toNanos();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      int count = in.read(some);
      if (count < 0) {
        throw new IOException("the server ended it");
      }
      all.write(some, 0, count);
      String text = all.toString(ISO_8859_1);
      int at = text.indexOf("\r\n\r\n");
      head.setLength(0);
      head.append(at < 0 ? text : text.substring(0, at + 4));
      if (at >= 0) {
        byte[] bytes = all.toByteArray();
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, at + 4, bytes.length));
      }
      if (all.size() > MOST_HEAD) {
        throw new IOException("its head has more than " + MOST_HEAD + " bytes");
      }
    }
  }

  private static Optional<String> objection(
      TestedServer target, String head, String key, Optional<String> offer) {
    String status = head.lines().findFirst().orElse("");
    List<String> accept = header(head, "sec-websocket-accept");
    List<String> subprotocol = header(head, "sec-websocket-protocol");
    Optional<List<Extension>> extensions =
        Extension.parse(header(head, "sec-websocket-extensions"));
    if (!status.matches("HTTP/1\\.1 101( .*)?")) {
      return Optional.of("The server answered \"" + status + "\", not 101.");
    } else if (!String.join(",", header(head, "upgrade")).trim().equalsIgnoreCase("websocket")) {
      return Optional.of("The response has no header Upgrade: websocket.");
    } else if (!String.join(",", header(head, "connection"))
        .toLowerCase(Locale.ROOT)
        .contains("upgrade")) {
      return Optional.of("The response has no header Connection: Upgrade.");
    } else if (!accept.equals(List.of(AcceptKey.of(key)))) {
      return Optional.of("The header Sec-WebSocket-Accept is not the right one, once.");
    } else if (subprotocol.size() > 1 || !target.subprotocols().containsAll(subprotocol)) {
      return Optional.of("The server chose a subprotocol that was not offered.");
    } else if (extensions.isEmpty()
        || extensions.get().size() > (offer.isPresent() ? 1 : 0)
        || !extensions.get().stream()
            .allMatch(each -> each.name().equals(PerMessageDeflate.NAME))) {
      return Optional.of("The server chose an extension that was not offered, or two.");
    }
    return Optional.empty();
  }

  private static Optional<Extension> deflate(String head) {
    return Extension.parse(header(head, "sec-websocket-extensions")).stream()
        .flatMap(List::stream)
        .findFirst();
  }

  private static List<String> header(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).trim())
        .toList();
  }

  /** For {@code --insecure} only. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
