package org.wsbin.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.proxy.HeadReader.Ending;
import org.wsbin.proxy.HttpBody.MalformedHeadException;
import org.wsbin.proxy.ProxySource.Found;

/** Forwards one request, and the response or the WebSocket that it gets. */
final class ProxiedRequest {
  private final ProxyConnection connection;
  private final ProxySettings settings;
  private final ProxyLedger ledger;
  private final HttpHead head;
  private final boolean upgrade;

  ProxiedRequest(ProxyConnection connection, HttpHead head) {
    this.connection = connection;
    this.settings = connection.settings();
    this.ledger = connection.ledger();
    this.head = head;
    this.upgrade = !head.values("Upgrade").isEmpty();
  }

  /**
   * Forwards it.
   *
   * @return whether another request may follow
   */
  boolean forward() throws IOException {
    if (upgrade && settings.heads().reply().isPresent()) {
      ledger.did(ProxyLedger.Deed.REPLIED);
      return connection.refuse(
          settings.heads().reply().getAsInt(), "The proxy answers upgrades itself.");
    }
    HttpBody body;
    try {
      body = HttpBody.ofRequest(head);
    } catch (MalformedHeadException wrong) {
      return connection.refuse(400, wrong.getMessage());
    }
    Upstream upstream;
    try {
      upstream = connection.connect();
    } catch (SocketTimeoutException late) {
      return connection.refuse(504, "The server " + settings.target() + " does not answer.");
    } catch (IOException unreachable) {
      String why = Quoted.of(String.valueOf(unreachable.getMessage()));
      return connection.refuse(
          502, "The server " + settings.target() + " cannot be reached: " + why + ".");
    }
    return exchange(upstream, body);
  }

  private boolean exchange(Upstream upstream, HttpBody body) throws IOException {
    ProxySource fromServer =
        new ProxySource(ProxySide.SERVER, upstream.socket(), connection.clock());
    byte[] changed = settings.heads().request(head, ledger).bytes();
    connection.toServer().offer(changed, changed.length);
    Optional<Thread> sending = Optional.empty();
    if (body.complete()) {
      connection.toServer().drain();
    } else {
      sending = Optional.of(Tunnel.start(() -> send(body), "proxy-body"));
    }
    boolean more = response(fromServer);
    if (sending.isPresent() && !body.complete()) {
      connection.toClient().drain();
      connection.toClient().finish();
      connection.over();
      more = false;
    }
    connection.closeUpstream();
    if (sending.isPresent()) {
      Tunnel.join(sending.get());
    }
    return more;
  }

  private void send(HttpBody body) {
    try {
      pass(connection.fromClient(), body, connection.toServer());
    } catch (ProxyEndException fault) {
      connection.end(fault.end());
    } catch (PeerGoneException gone) {
      if (gone.side() == ProxySide.CLIENT) {
        connection.lost(ProxySide.CLIENT);
      }
    } catch (IOException broken) {
      ledger.ends("broken HTTP: " + broken.getMessage());
      connection.close();
    }
    if (!body.complete()) {
      connection.fromClient().discard();
    }
  }

  private boolean response(ProxySource fromServer) throws IOException {
    while (true) {
      HeadReader.Read read = HeadReader.ofServer(fromServer, connection.clock());
      if (read.ending() == Ending.LATE) {
        return connection.refuse(504, "The server took too long for a response.");
      }
      Optional<HttpHead> response =
          Optional.of(read)
              .filter(whole -> whole.ending() == Ending.WHOLE)
              .map(whole -> HttpHead.of(whole.head()))
              .filter(HttpHead::isResponse);
      if (response.isEmpty()) {
        return broken(read, fromServer);
      }
      // a request behind a refused upgrade was meant for whom the upgrade would have reached
      boolean bytesBehind = upgrade && connection.fromClient().hasMore();
      byte[] changed = settings.heads().response(response.get(), ledger).bytes();
      connection.toClient().offer(changed, changed.length);
      int status = response.get().status();
      ledger.answered(status);
      if (status == 101 || status >= 200) {
        return answered(response.get(), bytesBehind, fromServer);
      }
    }
  }

  /** What is no HTTP passes as well. */
  private boolean broken(HeadReader.Read read, ProxySource fromServer) throws IOException {
    connection.toClient().offer(read.head().getBytes(ISO_8859_1), -1);
    if (read.ending() == Ending.END) {
      ledger.ends("the server ended TCP instead of a response");
      return false;
    }
    return tunnel(fromServer, false);
  }

  private boolean answered(HttpHead response, boolean bytesBehind, ProxySource fromServer)
      throws IOException {
    if (response.status() == 101) {
      return tunnel(fromServer, response.tokens("Upgrade").contains("websocket"));
    }
    if (upgrade && settings.smuggle()) {
      ledger.did(ProxyLedger.Deed.SMUGGLED);
      return tunnel(fromServer, false);
    }
    HttpBody body = HttpBody.ofResponse(response, head.method());
    boolean whole = pass(fromServer, body, connection.toClient());
    boolean more = whole && !body.untilTheEnd() && persistent(response);
    if (bytesBehind) {
      ledger.ends("bytes behind a refused upgrade were not forwarded");
      return false;
    }
    if (!more) {
      ledger.ends("the response ended it");
    }
    return more;
  }

  private boolean tunnel(ProxySource fromServer, boolean webSocket) throws IOException {
    new Tunnel(connection, fromServer, webSocket && settings.readsFrames()).run();
    return false;
  }

  private boolean persistent(HttpHead response) {
    return List.of(head, response).stream()
        .noneMatch(each -> each.isOld() || each.tokens("Connection").contains("close"));
  }

  /** Passes a body; returns false if it ends too soon. */
  private static boolean pass(ProxySource source, HttpBody body, ProxyOutput output)
      throws IOException {
    while (!body.complete()) {
      if (source.fill(output.nextDue()) == Found.END) {
        output.drain();
        return body.untilTheEnd();
      }
      byte[] taken = body.take(source.unread());
      output.offer(taken, taken.length);
      output.writeDue();
    }
    output.drain();
    return true;
  }
}
