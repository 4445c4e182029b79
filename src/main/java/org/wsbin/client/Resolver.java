package org.wsbin.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Resolves the addresses of a host. The system's lookup cannot be cancelled or limited in time, so
 * it has its own thread, which is abandoned if the caller gives up.
 */
final class Resolver {
  private static final int MOST_ADDRESSES = 5;

  private Resolver() {}

  /** The addresses to try, in turn. */
  static List<InetAddress> addresses(String host, Deadline deadline, Consumer<Closeable> trying)
      throws IOException {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    trying.accept(() -> found.cancel(true));
    Thread thread = new Thread(() -> lookUp(host, found), "wsbin-client-lookup");
    thread.setDaemon(true);
    thread.start();
    try {
      return interleaved(found.get(deadline.millisLeft("Connecting"), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("The name was not resolved in time.");
    } catch (ExecutionException failure) {
      throw (UnknownHostException)
          new UnknownHostException("The name " + host + " is not known.")
              .initCause(failure.getCause());
    } catch (CancellationException | InterruptedException given) {
      if (given instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw (IOException) new IOException("The lookup was given up.").initCause(given);
    }
  }

  private static void lookUp(String host, CompletableFuture<InetAddress[]> found) {
    try {
      found.complete(InetAddress.getAllByName(host));
    } catch (UnknownHostException | RuntimeException unknown) {
      found.completeExceptionally(unknown);
    }
  }

  /** IPv6 and IPv4 addresses alternately, each in the order of the system. */
  static List<InetAddress> interleaved(InetAddress... all) {
    List<InetAddress> six = new ArrayList<>();
    List<InetAddress> four = new ArrayList<>();
    for (InetAddress address : all) {
      (address instanceof Inet6Address ? six : four).add(address);
    }
    boolean sixFirst = all.length > 0 && all[0] instanceof Inet6Address;
    List<InetAddress> first = sixFirst ? six : four;
    List<InetAddress> second = sixFirst ? four : six;
    List<InetAddress> mixed = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      first.stream().skip(i).limit(1).forEach(mixed::add);
      second.stream().skip(i).limit(1).forEach(mixed::add);
    }
    return mixed.subList(0, Math.min(MOST_ADDRESSES, mixed.size()));
  }
}
