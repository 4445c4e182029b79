package org.wsbin.server;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Gives the refusals of Tomcat itself, before any application, one sentence like wsbin's own
 * refusals.
 */
public final class PlainTextErrors extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, Throwable cause) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    response.setContentType("text/plain");
    response.setCharacterEncoding("utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(sentence(status));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("The answer could not be written.", gone);
    }
  }

  private static String sentence(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this path.\n";
      case 400 -> "The request is not valid HTTP, or its path is not served here.\n";
      case 431 -> "The request's headers are too large.\n";
      case 505 -> "This version of HTTP is not supported: use HTTP/1.1.\n";
      default -> "The server answers this request with " + status + ".\n";
    };
  }
}
