package org.wsbin.web;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.TranscriptName;
import org.wsbin.text.Json;
import org.wsbin.transcript.Transcript;
import org.wsbin.transcript.TranscriptView;
import org.wsbin.transcript.Transcripts;
import org.wsbin.verdict.ClientVerdict;
import org.wsbin.verdict.FaultDuty;
import org.wsbin.verdict.VerdictFormat;

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

  private static final String VERDICT = "/verdict";

  /** A transcript as text may be several megabytes, and its reader slow. */
  static final int MOST_AT_ONCE = 4;

  /** How many more requests wait for a place, each on its thread, and for how long. */
  private static final int MOST_IN_LINE = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** RFC 9110 section 15.5.21: the request is fine, the client is not. */
  private static final int UNPROCESSABLE = 422;

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

  private final transient ReaderPlaces places =
      new ReaderPlaces(MOST_AT_ONCE, MOST_IN_LINE, PATIENCE);
  private final transient Transcripts transcripts;
  private final transient FaultDuty duties;
  private final transient TranscriptStreams streams;

  /** Pages of these transcripts, whose clients may have met the faults among these steps. */
  TranscriptPages(Transcripts transcripts, List<Declaration> steps) {
    this.transcripts = transcripts;
    List<Declaration> faults = steps.stream().filter(step -> step.duty().isPresent()).toList();
    this.duties =
        new FaultDuty(
            faults.stream()
                .collect(toUnmodifiableMap(Declaration::name, step -> step.duty().orElseThrow())),
            faults.stream()
                .filter(Declaration::sendsOctets)
                .map(Declaration::name)
                .collect(toUnmodifiableSet()));
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
      boolean verdict = request.getRequestURI().endsWith(VERDICT);
      TranscriptWish wish = TranscriptWish.of(request, verdict);
      if (!transcripts.enabled()) {
        throw new BadParameterException(HttpServletResponse.SC_FORBIDDEN, Transcripts.TURNED_OFF);
      }
      boolean mayWait = request.getAttribute(WAITED) == null;
      if (mayWait && transcripts.isShared()) {
        await(request, response, name, wish);
        return;
      }
      Optional<TranscriptView> found = transcripts.find(name);
      boolean waits = mayWait && !wish.atMost().isZero();
      if (waits && found.filter(wish.wanted()).isEmpty()) {
        await(request, response, name, wish);
        return;
      }
      sayAlone(response);
      TranscriptView transcript = found.orElseThrow(() -> unknown(name));
      if (wish.format() == Format.EVENTS) {
        streams.start(request, response, transcript, wish.secrets());
        return;
      }
      if (!wish.atMost().isZero() && !wish.wanted().test(transcript)) {
        response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
      }
      answer(response, wish, verdict, transcript);
    } catch (BadParameterException wrong) {
      refuse(response, wrong.status(), wrong.getMessage());
    }
  }

  /** Other nodes cannot be asked: what follows may be less than they know together. */
  private void sayAlone(HttpServletResponse response) {
    transcripts.alone().ifPresent(why -> NodeHeader.sayAlone(response, why));
  }

  /** Few at a time: the text is in memory until its reader has it. */
  private void answer(
      HttpServletResponse response, TranscriptWish wish, boolean verdict, TranscriptView transcript)
      throws IOException {
    if (!places.take()) {
      response.setHeader("Retry-After", "1");
      refuse(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          MOST_AT_ONCE + " transcripts are being read: try again later.");
      return;
    }
    try {
      Transcript.Snapshot seen = transcript.now();
      Transcript.Snapshot now = transcripts.alone().map(seen::with).orElse(seen);
      if (verdict) {
        judge(response, wish, now);
      } else {
        TranscriptFiles.send(response, wish.format(), now, wish.secrets());
      }
    } finally {
      places.giveBack();
    }
  }

  /** With 422 if the client failed, so that {@code curl -f} is an assertion. */
  private void judge(
      HttpServletResponse response, TranscriptWish wish, Transcript.Snapshot transcript)
      throws IOException {
    ClientVerdict verdict = ClientVerdict.of(transcript, wish.expectations(), duties);
    if (response.getStatus() == HttpServletResponse.SC_OK && !verdict.passed()) {
      response.setStatus(UNPROCESSABLE);
    }
    VerdictFormat format = wish.verdictFormat();
    FreshText.send(response, format.contentType(), format.write(verdict));
  }

  private void await(
      HttpServletRequest request, HttpServletResponse response, String name, TranscriptWish wish)
      throws IOException {
    request.setAttribute(WAITED, true);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    WaitingRequest waiting = WaitingRequest.of(context);
    Optional<Runnable> end =
        transcripts.await(name, wish.wanted(), wish.atMost(), waiting::comeBack);
    end.ifPresent(waiting::endedBy);
    if (end.isEmpty()) {
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
    if (!transcripts.enabled()) {
      refuse(response, HttpServletResponse.SC_FORBIDDEN, Transcripts.TURNED_OFF);
      return;
    }
    if (!transcripts.hasRoom()) {
      response.setHeader("Retry-After", "1");
      refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Transcripts.NO_ROOM);
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
      Object answer = request.getAttribute(WAITED);
      if (answer == null) {
        CompletableFuture<Boolean> deleted = transcripts.delete(name).toCompletableFuture();
        request.setAttribute(WAITED, deleted);
        if (!deleted.isDone()) {
          comeBack(request, response, deleted);
          return;
        }
        answer = deleted;
      }
      sayAlone(response);
      if (!((CompletableFuture<?>) answer).join().equals(true)) {
        String why = transcripts.alone().orElseThrow(() -> unknown(name));
        refuse(
            response,
            HttpServletResponse.SC_ACCEPTED,
            why + " The other nodes delete the transcript when it answers.");
        return;
      }
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (BadParameterException wrong) {
      refuse(response, wrong.status(), wrong.getMessage());
    }
  }

  private static void comeBack(
      HttpServletRequest request, HttpServletResponse response, CompletionStage<?> answer) {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    WaitingRequest waiting = WaitingRequest.of(context);
    answer.whenComplete((done, failure) -> waiting.comeBack());
  }

  private static String name(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String rest = path.length() > ROOT.length() ? path.substring(ROOT.length() + 1) : "";
    String name =
        rest.endsWith(VERDICT) ? rest.substring(0, rest.length() - VERDICT.length()) : rest;
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
