package org.wsbin.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.proxy.HeadReader.Ending;

/**
 * One connection of a client: its requests, one after the other, and what ends it. {@link #run}
 * takes the thread of the client's direction; the server's direction has a second one. {@link
 * #check} must be called now and then.
 */
final class ProxyConnection implements Runnable {
  /** How long bytes are still read from peers after the proxy's FIN, so that none resets it. */
  static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long one direction may go on after the other has ended. */
  static final long HALF_CLOSED_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How long a peer may read nothing of what is written to it. */
  static final long WRITE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Socket client;
  private final ProxySettings settings;
  private final AddressSlots slots;
  private final ConnectionClock clock;
  private final ProxyLedger ledger;
  private final ProxySource fromClient;
  private final ProxyOutput toClient;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<Upstream> upstream = Optional.empty();
  private volatile Optional<ProxyOutput> toServer = Optional.empty();
  private volatile long overSince = ConnectionClock.NEVER;
  private volatile long halfClosedSince = ConnectionClock.NEVER;

  ProxyConnection(Socket client, ProxySettings settings, AddressSlots slots) throws IOException {
    this.client = client;
    this.settings = settings;
    this.slots = slots;
    this.clock = new ConnectionClock(settings.times());
    InetAddress address = client.getInetAddress();
    String host = address.getHostAddress();
    this.ledger =
        new ProxyLedger((host.contains(":") ? "[" + host + "]" : host) + ":" + client.getPort());
    this.fromClient = new ProxySource(ProxySide.CLIENT, client, clock);
    this.toClient = output(ProxySide.CLIENT, client);
  }

  private ProxyOutput output(ProxySide side, Socket socket) throws IOException {
    return new ProxyOutput(side, socket, clock, settings.times(), ledger.bytesTo(side));
  }

  ProxySettings settings() {
    return settings;
  }

  ConnectionClock clock() {
    return clock;
  }

  ProxyLedger ledger() {
    return ledger;
  }

  ProxySource fromClient() {
    return fromClient;
  }

  ProxyOutput toClient() {
    return toClient;
  }

  /** The line about the connection, when it is over. */
  String line() {
    return ledger.line(clock.now());
  }

  @Override
  public void run() {
    try {
      boolean more = true;
      while (more && !ended.get()) {
        more = request();
      }
      finish();
    } catch (ProxyEndException fault) {
      end(fault.end());
      fromClient.discard();
    } catch (PeerGoneException gone) {
      lost(gone.side());
    } catch (IOException broken) {
      ledger.ends("broken HTTP: " + broken.getMessage());
    } finally {
      close();
    }
  }

  private boolean request() throws IOException {
    HeadReader.Read read = HeadReader.ofClient(fromClient, clock);
    if (read.ending() == Ending.END) {
      ledger.ends("the client ended TCP");
      return false;
    }
    if (read.ending() == Ending.LATE && read.head().isEmpty()) {
      ledger.ends("no request came for too long");
      return false;
    }
    return switch (read.ending()) {
      case LATE -> refuse(408, "The head of the request took too long.");
      case TOO_LARGE ->
          refuse(
              431, "The head of the request is larger than " + HeadReader.MOST_BYTES + " bytes.");
      default -> request(HttpHead.of(read.head()));
    };
  }

  private boolean request(HttpHead head) throws IOException {
    if (!head.isRequest()) {
      return refuse(400, "This is no request of HTTP/1.1.");
    }
    ledger.requested(head);
    InetAddress address = client.getInetAddress();
    if (!slots.take(address)) {
      return refuse(503, "Too many connections are open from this address.");
    }
    try {
      return new ProxiedRequest(this, head).forward();
    } finally {
      slots.free(address);
    }
  }

  /** Answers with a page of the proxy, after which the connection ends. Returns false. */
  boolean refuse(int status, String sentence) throws IOException {
    byte[] page = ProxyPage.of(status, sentence);
    toClient.offer(page, page.length);
    ledger.answered(status);
    ledger.ends("the proxy answered itself: " + sentence.replaceAll("\\.$", ""));
    return false;
  }

  /** Connects to the server; one connection for each request. */
  Upstream connect() throws IOException {
    Upstream opened = Upstream.connect(settings.target());
    upstream = Optional.of(opened);
    toServer = Optional.of(output(ProxySide.SERVER, opened.socket()));
    return opened;
  }

  /** To the server of the last {@link #connect}. */
  ProxyOutput toServer() {
    return toServer.orElseThrow();
  }

  /** Ends TCP with the client, who may still be sending. */
  private void finish() throws IOException {
    toClient.drain();
    overSince = clock.now();
    toClient.finish();
    fromClient.discard();
  }

  /** No byte is passed any more; the watch closes the sockets soon. */
  void over() {
    overSince = clock.now();
  }

  boolean ended() {
    return ended.get();
  }

  /** One direction has ended. */
  void halfClosed() {
    halfClosedSince = clock.now();
  }

  /** Ends both sides as a fault says; only the first call counts. Never throws. */
  void end(ProxyEnd end) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    ledger.ends("the proxy ended it: " + end.reason());
    overSince = clock.now();
    if (end.how() == EndHow.RST) {
      resetAll();
      return;
    }
    boolean closes = end.how() == EndHow.CLOSE && clock.framesRead();
    toClient.end(closes ? closeFrame(ProxySide.SERVER, end) : Optional.empty());
    toServer.ifPresent(
        out -> out.end(closes ? closeFrame(ProxySide.CLIENT, end) : Optional.empty()));
  }

  private static Optional<byte[]> closeFrame(ProxySide from, ProxyEnd end) {
    ByteBuffer body = CloseFrame.of(end.code(), "").status().map(CloseStatus::body).orElseThrow();
    FrameHeader header = new FrameHeader(true, false, Opcode.CLOSE, body.remaining());
    return Optional.of(FrameFilter.encoder(from).frame(header, body).array());
  }

  /** A side has reset TCP, so the other is reset. */
  void lost(ProxySide side) {
    if (ended.compareAndSet(false, true)) {
      ledger.ends(side + " reset TCP");
      resetAll();
    }
  }

  private void resetAll() {
    upstream.ifPresent(server -> Upstream.reset(server.tcp()));
    Upstream.reset(client);
  }

  /** Closes all sockets. */
  void close() {
    closeUpstream();
    Upstream.close(client);
  }

  /** Closes the socket to the server. */
  void closeUpstream() {
    upstream.ifPresent(server -> Upstream.close(server.tcp()));
  }

  /** Ends it because the proxy stops. */
  void stop() {
    ledger.ends("the proxy was stopped");
    ended.set(true);
    close();
  }

  /** Closes what is over, and what waits for a peer for too long. Does not block. */
  void check() {
    long now = clock.now();
    if (passed(overSince, LINGER_NANOS, now)) {
      close();
    } else if (passed(halfClosedSince, HALF_CLOSED_NANOS, now)) {
      ledger.ends("one side ended TCP, the other did not");
      close();
    } else if (passed(toClient.writingSince(), WRITE_NANOS, now)) {
      ledger.ends("the client did not read");
      close();
    } else if (toServer.filter(out -> passed(out.writingSince(), WRITE_NANOS, now)).isPresent()) {
      ledger.ends("the server did not read");
      close();
    }
  }

  private static boolean passed(long since, long most, long now) {
    return since != ConnectionClock.NEVER && now - since > most;
  }
}
