package org.wsbin.client;

import java.util.List;
import java.util.Optional;

/** What a server asks for with a 401 (RFC 9110 section 11.6.1). */
record AuthenticationChallenge(HttpResponse response) {

  /** The value of an Authorization header that answers it; empty if the settings have none. */
  Optional<String> answer(ClientSettings settings) {
    if (settings.bearer().isPresent() && asksFor("bearer")) {
      return settings.bearer().map(token -> "Bearer " + token);
    }
    return settings.basic().filter(credentials -> asksFor("basic")).map(SocketOpener::basic);
  }

  private boolean asksFor(String scheme) {
    List<String> challenges = response.header("WWW-Authenticate");
    return challenges.stream()
        .anyMatch( // one line can contain several challenges
            line -> line.matches("(?i)(.*,)?\\s*" + scheme + "\\b.*"));
  }
}
