package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.wsbin.observe.Metrics;

/**
 * {@code GET /metrics}: the metrics as text, for Prometheus. At most {@link #MOST_AT_ONCE} are
 * answered at the same time; others get a 503.
 */
final class MetricsPage extends HttpServlet {
  /** Where it is. */
  static final String PATH = "/metrics";

  static final int MOST_AT_ONCE = 8;

  private static final long serialVersionUID = 1L;

  private final transient Metrics metrics;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  MetricsPage(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!places.tryAcquire()) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setHeader("Retry-After", "1");
      FreshText.send(
          response,
          FreshText.PLAIN,
          MOST_AT_ONCE + " requests for the metrics are being answered: try again later.\n");
      return;
    }
    try {
      String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
      FreshText.send(response, Metrics.contentType(accept), metrics.scrape(accept));
    } finally {
      places.release();
    }
  }
}
