package org.wsbin.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wsbin.recording.Pings;
import org.wsbin.recording.Pings.Ping;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.transcript.RecordedConnection;

/** How a client answers pings (RFC 6455 sections 5.5.2 and 5.5.3). */
final class Pongs {
  /** A connection that ends so soon after a ping may have left it unanswered. */
  private static final long GRACE = Duration.ofSeconds(5).toNanos();

  static final ClientRule ANSWERED =
      new ClientRule(
          "pings-answered",
          "RFC 6455 section 5.5.2",
          "The client answers each ping, or at least the latest of several, with a pong that has its"
              + " payload.",
          new EachConnection(connection -> !fromServer(connection).isEmpty(), Pongs::unanswered));

  static final ClientRule IN_ORDER =
      new ClientRule(
          "pongs-in-order",
          "RFC 6455 section 5.5.3",
          "The client's pongs come in the order of the pings.",
          new EachConnection(
              connection ->
                  fromServer(connection).stream().filter(p -> p.pong().isPresent()).count() > 1,
              Pongs::outOfOrder));

  private Pongs() {}

  private static List<Ping> fromServer(RecordedConnection connection) {
    return Pings.of(connection.frames()).stream().filter(ping -> !ping.byClient()).toList();
  }

  private static List<Finding> unanswered(RecordedConnection connection) {
    List<Finding> found = new ArrayList<>();
    List<Ping> pings = fromServer(connection);
    for (int i = 0; i < pings.size(); i++) {
      Ping ping = pings.get(i);
      boolean laterAnswered =
          pings.subList(i, pings.size()).stream().anyMatch(later -> later.pong().isPresent());
      if (!laterAnswered && hadTime(connection, ping.ping())) {
        found.add(
            new Finding(
                connection.request().id(),
                List.of(ping.ping().number()),
                "Nobody answered the ping of frame " + ping.ping().number() + "."));
      }
    }
    return found;
  }

  private static boolean hadTime(RecordedConnection connection, RecordedFrame ping) {
    long end =
        connection
            .closeReceived()
            .map(close -> close.nanos())
            .or(() -> connection.closeSent().map(close -> close.nanos()))
            .or(() -> connection.end().map(ended -> ended.nanos()))
            .orElse(ping.nanos());
    return end - ping.nanos() > GRACE;
  }

  private static List<Finding> outOfOrder(RecordedConnection connection) {
    List<Finding> found = new ArrayList<>();
    int last = 0;
    for (Ping ping : fromServer(connection)) {
      int number = ping.pong().map(RecordedFrame::number).orElse(last);
      if (number < last) {
        found.add(
            new Finding(
                connection.request().id(),
                List.of(number, last),
                "The pong of frame " + number + " answers a later ping than the one after it."));
      }
      last = Math.max(last, number);
    }
    return found;
  }
}
