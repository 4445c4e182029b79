package org.wsbin.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.TranscriptName;
import org.wsbin.settings.ValueType;
import org.wsbin.text.Json;
import org.wsbin.transcript.Secrets;
import org.wsbin.transcript.Transcript;
import org.wsbin.transcript.Transcripts;

/**
 * {@code GET} and {@code DELETE /transcripts/NAME}, and {@code POST /transcripts}, which suggests a
 * name. A request that waits holds no thread.
 */
final class TranscriptPages extends HttpServlet {
  /** Where they are. */
  static final String ROOT = "/transcripts";

  private static final long serialVersionUID = 1L;

  /** The attribute of a request that has waited. */
  private static final String WAITED = TranscriptPages.class.getName() + ".waited";

  private static final Parameter<Duration> WAIT =
      new Parameter<>("wait", ValueType.duration(Duration.ZERO, Duration.ofMinutes(5)), "0s");
  private static final Parameter<Integer> CONNECTIONS =
      new Parameter<>("connections", ValueType.integer("N", 1, Transcripts.MOST_CONNECTIONS), "1");
  private static final Parameter<Until> UNTIL =
      new Parameter<>("until", ValueType.oneOf("EVENT", Until.values()), "closed");
  private static final Parameter<Format> FORMAT =
      new Parameter<>("format", ValueType.oneOf("FORMAT", Format.values()), "json");
  private static final Parameter<Secrets> SECRETS =
      new Parameter<>("secrets", ValueType.oneOf("SECRETS", Secrets.values()), "hidden");
  private static final Set<String> PARAMETERS =
      Set.of(WAIT.name(), CONNECTIONS.name(), UNTIL.name(), FORMAT.name(), SECRETS.name());

  /** What a request waits for, of that many connections. */
  private enum Until {
    OPEN,
    CLOSED;

    Predicate<Transcript> of(int connections) {
      return transcript -> (this == OPEN ? transcript.opened() : transcript.ended()) >= connections;
    }
  }

  enum Format {
    JSON,
    TEXT,
    EVENTS,
    HAR,
    PCAPNG;

    static Format preferred(String accept) {
      if (accept.startsWith(TranscriptStreams.CONTENT_TYPE)) {
        return EVENTS;
      }
      return accept.startsWith("text/plain") ? TEXT : JSON;
    }
  }

  private final transient Transcripts transcripts;
  private final transient TranscriptStreams streams;

  TranscriptPages(Transcripts transcripts) {
    this.transcripts = transcripts;
    this.streams = new TranscriptStreams(transcripts);
  }

  @Override
  public void destroy() {
    streams.close();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String name = name(request);
      Wish wish = Wish.of(request);
      Optional<Transcript> found = transcripts.find(name);
      boolean waits = !wish.atMost().isZero() && request.getAttribute(WAITED) == null;
      if (waits && found.filter(wish.wanted()).isEmpty()) {
        await(request, response, name, wish);
        return;
      }
      Transcript transcript = found.orElseThrow(() -> unknown(name));
      if (wish.format() == Format.EVENTS) {
        streams.start(request, response, transcript, wish.secrets());
        return;
      }
      if (!wish.atMost().isZero() && !wish.wanted().test(transcript)) {
        response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
      }
      TranscriptFiles.send(response, wish.format(), transcript.now(), wish.secrets());
    } catch (BadParameterException wrong) {
      refuse(response, wrong.status(), wrong.getMessage());
    }
  }

  /** What the query asks for. */
  private record Wish(
      Predicate<Transcript> wanted, Duration atMost, Format format, Secrets secrets) {

    static Wish of(HttpServletRequest request) {
      Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
      query.checkSpelling(PARAMETERS);
      String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
      Format format = FORMAT.given(query).orElse(Format.preferred(accept));
      Predicate<Transcript> wanted = UNTIL.read(query).of(CONNECTIONS.read(query));
      return new Wish(
          format == Format.EVENTS ? transcript -> true : wanted, // a stream waits for the name only
          WAIT.read(query),
          format,
          SECRETS.read(query));
    }
  }

  private void await(
      HttpServletRequest request, HttpServletResponse response, String name, Wish wish)
      throws IOException {
    request.setAttribute(WAITED, true);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    if (!transcripts.await(name, wish.wanted(), wish.atMost(), context::dispatch)) {
      response.setHeader("Retry-After", "1");
      refuse(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          Transcripts.MOST_WAITING + " requests wait for transcripts already: try again later.");
      context.complete();
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getRequestURI().equals(request.getContextPath() + ROOT)) {
      response.setHeader("Allow", "GET, HEAD, DELETE");
      refuse(
          response,
          HttpServletResponse.SC_METHOD_NOT_ALLOWED,
          "A POST goes to " + request.getContextPath() + ROOT + " and suggests a name.");
      return;
    }
    String name = transcripts.unguessableName();
    String at = request.getContextPath() + ROOT + "/" + name;
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", name);
    members.put("parameter", TranscriptName.PARAMETER.name() + "=" + name);
    members.put("header", TranscriptName.HEADER + ": " + name);
    members.put("transcript", at);
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader("Location", at);
    FreshText.send(response, "application/json", Json.of(members));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String name = name(request);
      if (!transcripts.delete(name)) {
        throw unknown(name);
      }
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (BadParameterException wrong) {
      refuse(response, wrong.status(), wrong.getMessage());
    }
  }

  private static String name(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String name = path.length() > ROOT.length() ? path.substring(ROOT.length() + 1) : "";
    if (name.isEmpty()) {
      throw new BadParameterException(
          "Transcripts have names: connect with ?transcript=NAME, and look at "
              + request.getContextPath()
              + ROOT
              + "/NAME. A POST here suggests a name that nobody can guess.");
    }
    return TranscriptName.checked(name);
  }

  private static BadParameterException unknown(String name) {
    return new BadParameterException(
        404,
        "There is no transcript "
            + Quoted.of(name)
            + ": nobody has connected with ?transcript="
            + name
            + ", or it was forgotten (--transcript-age, --transcripts).");
  }

  private static void refuse(HttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    FreshText.send(response, FreshText.PLAIN, sentence + "\n");
  }
}
