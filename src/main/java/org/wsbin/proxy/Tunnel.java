package org.wsbin.proxy;

import java.io.IOException;
import org.wsbin.proxy.ProxySource.Found;

/** Passes the bytes of both directions, until both have ended. */
final class Tunnel {
  private final ProxyConnection connection;
  private final ProxySource fromServer;
  private final boolean frames;

  /**
   * A tunnel.
   *
   * @param frames whether the bytes are frames, which faults are about
   */
  Tunnel(ProxyConnection connection, ProxySource fromServer, boolean frames) {
    this.connection = connection;
    this.fromServer = fromServer;
    this.frames = frames;
  }

  /** Runs; takes the calling thread and one more. */
  void run() {
    if (frames) {
      connection.clock().readsFrames();
    }
    ProxyOutput toServer = connection.toServer();
    ProxyOutput toClient = connection.toClient();
    Thread back = start(() -> move(fromServer, toClient, toServer), "proxy-server");
    move(connection.fromClient(), toServer, toClient);
    join(back);
  }

  private void move(ProxySource source, ProxyOutput output, ProxyOutput back) {
    try {
      pass(source, output, filter(source, output, back));
    } catch (ProxyEndException fault) {
      connection.end(fault.end());
    } catch (PeerGoneException gone) {
      if (gone.side() == source.side()) {
        connection.lost(gone.side());
      } else {
        connection.halfClosed();
      }
    } catch (IOException broken) {
      connection.ledger().ends("broken: " + broken.getMessage());
      connection.close();
    }
    if (connection.ended()) {
      source.discard();
    }
  }

  private ProxyFilter filter(ProxySource source, ProxyOutput output, ProxyOutput back) {
    return frames
        ? new FrameFilter(
            connection.settings(),
            source.side(),
            output,
            back,
            connection.clock(),
            connection.ledger())
        : ProxyFilter.opaque(output);
  }

  private void pass(ProxySource source, ProxyOutput output, ProxyFilter filter) throws IOException {
    while (!connection.ended()) {
      Found found = source.fill(output.nextDue());
      if (found == Found.END) {
        connection.ledger().ends(source.side() + " ended TCP first");
        output.drain();
        output.finish();
        connection.halfClosed();
        return;
      }
      if (found == Found.BYTES) {
        filter.pass(source.unread());
      }
      output.writeDue();
    }
  }

  static Thread start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until it has ended; the connection's watch sees to that. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
