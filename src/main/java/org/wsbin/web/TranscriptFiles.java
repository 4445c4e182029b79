package org.wsbin.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.transcript.Transcript;
import org.wsbin.transcript.TranscriptCapture;
import org.wsbin.transcript.TranscriptHar;
import org.wsbin.transcript.TranscriptJson;
import org.wsbin.transcript.TranscriptText;

/** Sends a transcript in one of its formats. */
final class TranscriptFiles {
  private static final String CAPTURE = "application/x-pcapng";

  private TranscriptFiles() {}

  /**
   * Sends it; the status was set before, or is 200.
   *
   * @throws BadParameterException if this transcript has no such format
   */
  static void send(
      HttpServletResponse response,
      TranscriptPages.Format format,
      Transcript.Snapshot transcript,
      Secrets secrets)
      throws IOException {
    switch (format) {
      case TEXT ->
          FreshText.send(response, FreshText.PLAIN, TranscriptText.of(transcript, secrets));
      case HAR -> {
        named(response, transcript.name() + ".har");
        FreshText.send(response, "application/json", TranscriptHar.of(transcript, secrets));
      }
      case PCAPNG -> {
        byte[] capture =
            TranscriptCapture.of(transcript, secrets)
                .orElseThrow(
                    () ->
                        new BadParameterException(
                            HttpServletResponse.SC_NOT_ACCEPTABLE,
                            "format=pcapng shows bytes on the wire, and this transcript has none:"
                                + " no connection to a path below /wire has opened. Use"
                                + " format=json or format=text for connections below /ws."));
        named(response, transcript.name() + ".pcapng");
        FreshText.send(response, CAPTURE, capture);
      }
      default ->
          FreshText.send(response, "application/json", TranscriptJson.of(transcript, secrets));
    }
  }

  /** The name of a transcript needs no quoting. */
  private static void named(HttpServletResponse response, String file) {
    response.setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }
}
