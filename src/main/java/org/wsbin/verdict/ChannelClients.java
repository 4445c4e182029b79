package org.wsbin.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Query;
import org.wsbin.text.JsonReader;
import org.wsbin.transcript.RecordedConnection;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * How a client of a channel resumes, and what it reports as seen (docs/channels.md). The
 * connections to a channel, each opened after the one before had ended, are those of one client.
 */
final class ChannelClients {
  private static final String SECTION = "docs/channels.md";

  static final ClientRule RESUMED =
      new ClientRule(
          "resumed-without-loss",
          SECTION,
          "A client that comes back to a channel asks for what it has missed: since= the last offset"
              + " that it was sent, or an earlier one.",
          transcript -> findings(transcript, client -> client.size() > 1, ChannelClients::lost));

  static final ClientRule DEDUPLICATED =
      new ClientRule(
          "deduplicated",
          SECTION,
          "The client reports no offset of a channel as seen twice.",
          transcript -> findings(transcript, ChannelClients::reports, ChannelClients::repeated));

  static final ClientRule IN_ORDER =
      new ClientRule(
          "in-order",
          SECTION,
          "The offsets that the client reports as seen grow.",
          transcript -> findings(transcript, ChannelClients::reports, ChannelClients::unordered));

  private static final Pattern CHANNEL = Pattern.compile("/channel/([^/? ]+)");
  private static final Pattern SENT =
      Pattern.compile("^\\{\"type\":\"(message|published|restarted)\",\"offset\":(\\d{1,18})");
  private static final Pattern JOINED =
      Pattern.compile("^\\{\"type\":\"joined\",.*\"offset\":(\\d{1,18})");

  /** A connection to a channel. */
  private record Visit(String channel, Query query, Instant at, RecordedConnection connection) {
    Optional<Instant> end() {
      return connection.end().map(end -> at.plusNanos(end.nanos()));
    }

    OptionalLong since() {
      return query
          .value("since")
          .filter(digits -> digits.matches("\\d{1,18}"))
          .map(digits -> OptionalLong.of(Long.parseLong(digits)))
          .orElseGet(OptionalLong::empty);
    }

    Finding finding(List<Integer> frames, String sentence) {
      return new Finding(connection.request().id(), frames, sentence);
    }
  }

  private ChannelClients() {}

  private interface Looking {
    List<Finding> at(List<Visit> client);
  }

  private interface Concern {
    boolean has(List<Visit> client);
  }

  private static Optional<List<Finding>> findings(
      Snapshot transcript, Concern concern, Looking looking) {
    List<List<Visit>> concerned = clients(transcript).stream().filter(concern::has).toList();
    return concerned.isEmpty()
        ? Optional.empty()
        : Optional.of(concerned.stream().flatMap(one -> looking.at(one).stream()).toList());
  }

  /** The connections of each client, in order. */
  private static List<List<Visit>> clients(Snapshot transcript) {
    List<List<Visit>> clients = new ArrayList<>();
    transcript.connections().stream()
        .flatMap(connection -> visit(connection).stream())
        .sorted(comparing(Visit::at))
        .forEach(
            visit ->
                clients.stream()
                    .filter(client -> follows(client.get(client.size() - 1), visit))
                    .findFirst()
                    .orElseGet(() -> newClient(clients))
                    .add(visit));
    return clients;
  }

  private static List<Visit> newClient(List<List<Visit>> clients) {
    List<Visit> client = new ArrayList<>();
    clients.add(client);
    return client;
  }

  private static boolean follows(Visit before, Visit after) {
    return before.channel().equals(after.channel())
        && before.end().filter(end -> !end.isAfter(after.at())).isPresent();
  }

  /** Only those in JSON have offsets. */
  private static Optional<Visit> visit(RecordedConnection connection) {
    String line = connection.request().line();
    Matcher channel = CHANNEL.matcher(line);
    int question = line.indexOf('?');
    if (!channel.find() || question < 0 || connection.openedAt().isEmpty()) {
      return Optional.empty();
    }
    try {
      Query query = Query.parse(Optional.of(line.substring(question + 1, line.lastIndexOf(' '))));
      return query
          .value("format")
          .filter("json"::equals)
          .map(
              json ->
                  new Visit(
                      channel.group(1), query, connection.openedAt().orElseThrow(), connection));
    } catch (BadParameterException refused) {
      return Optional.empty();
    }
  }

  private static List<Finding> lost(List<Visit> client) {
    List<Finding> found = new ArrayList<>();
    OptionalLong last = OptionalLong.empty();
    for (Visit visit : client) {
      if (last.isPresent() && visit.since().isEmpty()) {
        found.add(
            visit.finding(
                List.of(),
                "The client came back without since=; it was sent offset "
                    + last.getAsLong()
                    + " last."));
      } else if (last.isPresent() && visit.since().getAsLong() > last.getAsLong()) {
        found.add(
            visit.finding(
                List.of(),
                "The client came back with since="
                    + visit.since().getAsLong()
                    + ", but was sent offset "
                    + last.getAsLong()
                    + " last."));
      }
      last = lastSent(visit, last);
    }
    return found;
  }

  /**
   * The last offset that a client was sent up to the end of a connection; if there was no room for
   * all frames, nothing can be said.
   */
  private static OptionalLong lastSent(Visit visit, OptionalLong before) {
    if (visit.connection().omittedFrames() > 0) {
      return OptionalLong.empty();
    }
    OptionalLong last = before;
    boolean resumes = visit.since().isPresent() || visit.query().value("history").isPresent();
    for (RecordedFrame frame : visit.connection().frames()) {
      String text = frame.received() ? "" : new String(frame.bytes(), UTF_8);
      Matcher sent = SENT.matcher(text);
      Matcher joined = JOINED.matcher(text);
      if (sent.find()) {
        long offset = Long.parseLong(sent.group(2));
        boolean again = sent.group(1).equals("restarted");
        last = OptionalLong.of(again ? 0 : Math.max(last.orElse(0), offset));
      } else if (!resumes && last.isEmpty() && joined.find()) {
        last = OptionalLong.of(Long.parseLong(joined.group(1)));
      }
    }
    return last;
  }

  private static boolean reports(List<Visit> client) {
    return client.stream()
        .flatMap(visit -> visit.connection().frames().stream())
        .anyMatch(frame -> seen(frame).isPresent());
  }

  private static List<Finding> repeated(List<Visit> client) {
    return reported(
        client,
        (offset, known, last) -> known,
        "The client reported offset %d as seen again; it had it before.");
  }

  private static List<Finding> unordered(List<Visit> client) {
    return reported(
        client,
        (offset, known, last) -> !known && offset < last,
        "The client reported offset %d as seen after a later one.");
  }

  private interface Wrong {
    boolean is(long offset, boolean known, long last);
  }

  private static List<Finding> reported(List<Visit> client, Wrong wrong, String sentence) {
    List<Finding> found = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    long last = 0;
    for (Visit visit : client) {
      for (RecordedFrame frame : visit.connection().frames()) {
        OptionalLong seen = seen(frame);
        if (seen.isPresent()) {
          boolean again = !known.add(seen.getAsLong());
          if (wrong.is(seen.getAsLong(), again, last)) {
            found.add(
                visit.finding(List.of(frame.number()), String.format(sentence, seen.getAsLong())));
          }
          last = Math.max(last, seen.getAsLong());
        } else if (isRestart(frame)) {
          known.clear();
          last = 0;
        }
      }
    }
    return found;
  }

  private static boolean isRestart(RecordedFrame frame) {
    return !frame.received()
        && new String(frame.bytes(), UTF_8).startsWith("{\"type\":\"restarted\"");
  }

  /** The offset that a frame of the client reports. */
  private static OptionalLong seen(RecordedFrame frame) {
    Optional<String> text =
        Optional.of(frame)
            .filter(RecordedFrame::received)
            .flatMap(RecordingMembers::text)
            .filter(words -> words.contains("\"seen\""));
    try {
      return text.isPresent()
              && JsonReader.read(text.get()) instanceof Map<?, ?> members
              && "seen".equals(members.get("type"))
              && members.get("offset") instanceof Long offset
          ? OptionalLong.of(offset)
          : OptionalLong.empty();
    } catch (IllegalArgumentException ordinaryMessage) {
      return OptionalLong.empty();
    }
  }
}
