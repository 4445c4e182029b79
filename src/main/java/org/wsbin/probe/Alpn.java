package org.wsbin.probe;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/**
 * Which protocol the far end of TLS chooses by ALPN (RFC 7301). Browsers offer {@code http/1.1}
 * alone for a WebSocket. That HTTP/2 is chosen if it is offered is usual, and harms only clients
 * that offer it and then speak HTTP/1.1.
 */
final class Alpn {
  private static final String HTTP_1 = "http/1.1";
  private static final String HTTP_2 = "h2";

  private final ProbeTarget target;
  private final List<String> evidence;

  /** On a way, with a list that takes what is seen. */
  Alpn(ProbeTarget target, List<String> evidence) {
    this.target = target;
    this.evidence = evidence;
  }

  /** Looks; finds something if what browsers offer is refused. */
  Optional<FoundSymptom> look() {
    try {
      String both = chosen(List.of(HTTP_2, HTTP_1));
      evidence.add("ALPN: offered h2 and http/1.1, the far end chooses " + both);
      target.sightings().fact("ALPN", both + ", if h2 is offered too");
    } catch (IOException | WebSocketException refused) {
      evidence.add("ALPN: h2 and http/1.1 are refused: " + refused.getMessage());
    }
    try {
      String one = chosen(List.of(HTTP_1));
      evidence.add("ALPN: offered http/1.1 alone, the far end chooses " + one);
      return Optional.empty();
    } catch (IOException | WebSocketException refused) {
      String what =
          "Browsers offer http/1.1 alone by ALPN; the far end ends TLS then: "
              + refused.getMessage();
      return Optional.of(new FoundSymptom(Symptom.TLS, what, "ALPN: http/1.1", ""));
    }
  }

  private String chosen(List<String> protocols) throws IOException {
    try (Socket socket = target.connection(protocols)) {
      String chosen = socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : "";
      return chosen == null || chosen.isEmpty() ? "nothing" : chosen;
    }
  }
}
