package org.wsbin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.settings.ValueType;
import org.wsbin.transcript.TranscriptView;
import org.wsbin.transcript.Transcripts;
import org.wsbin.verdict.ClientVerdict;
import org.wsbin.verdict.VerdictFormat;

/** What the query of a request for a transcript asks for. */
record TranscriptWish(
    Predicate<TranscriptView> wanted,
    Duration atMost,
    TranscriptPages.Format format,
    Secrets secrets,
    VerdictFormat verdictFormat,
    List<String> expectations) {
  private static final Parameter<Duration> WAIT =
      new Parameter<>("wait", ValueType.duration(Duration.ZERO, Duration.ofMinutes(5)), "0s");
  private static final Parameter<Integer> CONNECTIONS =
      new Parameter<>("connections", ValueType.integer("N", 1, Transcripts.MOST_CONNECTIONS), "1");
  private static final Parameter<Until> UNTIL =
      new Parameter<>("until", ValueType.oneOf("EVENT", Until.values()), "closed");
  private static final Parameter<TranscriptPages.Format> FORMAT =
      new Parameter<>("format", ValueType.oneOf("FORMAT", TranscriptPages.Format.values()), "json");
  private static final Parameter<Secrets> SECRETS =
      new Parameter<>("secrets", ValueType.oneOf("SECRETS", Secrets.values()), "hidden");
  private static final Parameter<VerdictFormat> VERDICT_FORMAT =
      new Parameter<>("format", ValueType.oneOf("FORMAT", VerdictFormat.values()), "json");
  private static final String EXPECT = "expect";
  private static final Set<String> PARAMETERS =
      Set.of(WAIT.name(), CONNECTIONS.name(), UNTIL.name(), FORMAT.name(), SECRETS.name(), EXPECT);

  /** What a request waits for, of that many connections. */
  private enum Until {
    OPEN,
    CLOSED;

    Predicate<TranscriptView> of(int connections) {
      return transcript -> (this == OPEN ? transcript.opened() : transcript.ended()) >= connections;
    }
  }

  static TranscriptWish of(HttpServletRequest request, boolean verdict) {
    Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
    query.checkSpelling(PARAMETERS);
    String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    TranscriptPages.Format format =
        verdict
            ? TranscriptPages.Format.JSON
            : FORMAT.given(query).orElse(TranscriptPages.Format.preferred(accept));
    Predicate<TranscriptView> wanted = UNTIL.read(query).of(CONNECTIONS.read(query));
    List<String> expectations = query.values().getOrDefault(EXPECT, List.of());
    if (verdict) {
      ClientVerdict.check(expectations); // before anybody waits
    }
    return new TranscriptWish(
        format == TranscriptPages.Format.EVENTS
            ? transcript -> true
            : wanted, // a stream waits for the name only
        WAIT.read(query),
        format,
        SECRETS.read(query),
        verdict ? preferred(query, accept) : VerdictFormat.JSON,
        expectations);
  }

  private static VerdictFormat preferred(Query query, String accept) {
    VerdictFormat preferred = VerdictFormat.JSON;
    if (accept.startsWith("text/plain")) {
      preferred = VerdictFormat.TEXT;
    } else if (accept.startsWith("application/xml")) {
      preferred = VerdictFormat.JUNIT;
    }
    return VERDICT_FORMAT.given(query).orElse(preferred);
  }
}
