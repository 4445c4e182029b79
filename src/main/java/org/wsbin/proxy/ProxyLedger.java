package org.wsbin.proxy;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.protocol.Quoted;

/** What became of one connection. Safe from any thread. */
final class ProxyLedger {
  /** What the proxy does to a connection, in the order of the line. */
  enum Deed {
    STRIPPED_HEADERS("headers stripped"),
    SET_HEADERS("headers set"),
    ADDED_HEADERS("headers added"),
    STRIPPED_OFFERS("offers of compression stripped"),
    HTTP_10("requests as HTTP/1.0"),
    REPLIED("requests answered by the proxy"),
    SMUGGLED("refused upgrades treated as accepted"),
    SWALLOWED("pings and pongs swallowed"),
    ANSWERED("pings answered"),
    REFRAMED("messages in new frames"),
    CHANGED_CLOSES("close codes changed");

    private final String words;

    Deed(String words) {
      this.words = words;
    }
  }

  private final String client;
  private final AtomicLong toServer = new AtomicLong();
  private final AtomicLong toClient = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<Deed, AtomicLong> deeds = new ConcurrentSkipListMap<>();
  private final AtomicReference<String> end = new AtomicReference<>("");
  private volatile String request = "no request";
  private volatile int status;

  ProxyLedger(String client) {
    this.client = client;
  }

  AtomicLong bytesTo(ProxySide side) {
    return side == ProxySide.CLIENT ? toClient : toServer;
  }

  void did(Deed deed) {
    deeds.computeIfAbsent(deed, first -> new AtomicLong()).incrementAndGet();
  }

  /** The connection goes on with this request. */
  void requested(HttpHead head) {
    request = Quoted.of(head.start().strip());
    requests.incrementAndGet();
    status = 0;
  }

  void answered(int newStatus) {
    status = newStatus;
  }

  /** Why the connection ends; only the first reason counts. */
  void ends(String how) {
    end.compareAndSet("", how);
  }

  /** One line, printable, about a connection that has been open for that many nanoseconds. */
  String line(long nanos) {
    StringBuilder line = new StringBuilder(client).append(' ').append(request);
    line.append(status == 0 ? ", no response" : " " + status);
    if (requests.get() > 1) {
      line.append(" (request ").append(requests.get()).append(')');
    }
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    line.append(
        String.format(
            Locale.ROOT,
            ", %.1f s, %d bytes to the server, %d bytes to the client",
            seconds,
            toServer.get(),
            toClient.get()));
    deeds.forEach((deed, count) -> line.append("; ").append(count).append(' ').append(deed.words));
    return line.append("; ")
        .append(end.get().isEmpty() ? "over" : end.get())
        .append('.')
        .toString();
  }
}
