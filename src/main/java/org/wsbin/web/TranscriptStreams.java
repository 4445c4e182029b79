package org.wsbin.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.wsbin.protocol.Quoted;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.transcript.Following;
import org.wsbin.transcript.TranscriptView;
import org.wsbin.transcript.Transcripts;

/** The live streams of transcripts. One thread writes all of them, and waits for none. */
final class TranscriptStreams implements AutoCloseable {
  /** What stands for it in {@code Accept}. */
  static final String CONTENT_TYPE = "text/event-stream";

  private static final String LAST = "Last-Event-ID";

  /** When the container gives up a client that reads nothing, in milliseconds. */
  private static final long TIMEOUT = 11 * 60 * 1000;

  private final Transcripts transcripts;
  private final Set<TranscriptStream> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "wsbin-transcript-streams");
            thread.setDaemon(true);
            return thread;
          });

  TranscriptStreams(Transcripts transcripts) {
    this.transcripts = transcripts;
  }

  /**
   * Answers with the stream of a transcript.
   *
   * @throws BadParameterException if the request cannot have it
   */
  void start(
      HttpServletRequest request,
      HttpServletResponse response,
      TranscriptView transcript,
      Secrets secrets)
      throws IOException {
    int known = known(request);
    TranscriptStream stream = new TranscriptStream(writer, open::remove);
    Following following =
        transcripts
            .follow(transcript, known, secrets, stream::wake)
            .orElseThrow(
                () ->
                    new BadParameterException(
                        503,
                        "The server has "
                            + Transcripts.MOST_WAITING
                            + " requests that wait for transcripts or follow them, or has spent"
                            + " --memory: try again later."));
    response.setHeader("Content-Type", CONTENT_TYPE + ";charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // nginx would wait for more
    if (request.getMethod().equals("HEAD")) {
      following.close();
      return;
    }
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(TIMEOUT);
    open.add(stream);
    stream.start(context, following);
  }

  /** How many events the client has seen. */
  private static int known(HttpServletRequest request) {
    String last = Optional.ofNullable(request.getHeader(LAST)).orElse("0");
    if (!last.matches("[0-9]{1,9}")) {
      throw new BadParameterException(
          "The header "
              + LAST
              + " is "
              + Quoted.of(last)
              + "; allowed is the id of an event of this stream: a number of at most 9 digits.");
    }
    return Integer.parseInt(last);
  }

  /** Ends all streams. */
  @Override
  public void close() {
    writer.shutdownNow();
    open.forEach(TranscriptStream::end);
  }
}
