package org.wsbin.junit;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What the server saw of the connections with one name: those to {@link #uri}, or with {@link
 * #HEADER}. Safe from any thread. {@link TranscriptAssert} asserts on it; without AssertJ there is
 * {@link #verdict}. Each call asks the server, for 15 seconds longer than it waits at most.
 */
public final class WsbinTranscript {
  /** The header for a client that cannot change the URL; its value is {@link #name}. */
  public static final String HEADER = "Wsbin-Transcript";

  private static final String PARAMETER = "transcript=";

  private final WsbinServer server;
  private final String name;
  private final TranscriptPage page;

  WsbinTranscript(WsbinServer server, String name) {
    this.server = server;
    this.name = name;
    this.page = new TranscriptPage(server.httpUri("/transcripts/" + name));
  }

  /** The name, which nobody else can guess. */
  public String name() {
    return name;
  }

  /**
   * The address for the client under test: {@code transcript.uri("/wire/fault/masked")}.
   *
   * @throws IllegalArgumentException if the path cannot be part of a URI
   */
  public URI uri(String path) {
    return name(server.uri(path));
  }

  /**
   * Adds the name to an address of the server, or of a proxy in front of it.
   *
   * @throws IllegalArgumentException if it has a name already, or a fragment
   */
  public URI name(URI address) {
    if (address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The address "
              + address
              + " has a fragment, which is never sent (RFC 6455 section 3); write %23 for #.");
    }
    String query = address.getRawQuery();
    if (query != null && ("&" + query).contains("&" + PARAMETER)) {
      throw new IllegalArgumentException(
          "The address " + address + " names a transcript already; give it without.");
    }
    return URI.create(address + (query == null ? "?" : "&") + PARAMETER + name);
  }

  /**
   * Waits until a connection has ended.
   *
   * @param atMost up to 5 minutes
   * @throws AssertionError with what the server saw, if none has ended by then
   */
  public WsbinTranscript await(Duration atMost) {
    return await(1, atMost);
  }

  /**
   * Waits until that many connections have ended; a refused handshake is not one.
   *
   * @param connections from 1 to 256
   * @param atMost up to 5 minutes
   * @throws AssertionError with what the server saw, if they have not ended by then
   */
  public WsbinTranscript await(int connections, Duration atMost) {
    if (!page.await(connections, atMost)) {
      throw new AssertionError(
          "Expected "
              + connections
              + (connections == 1 ? " connection" : " connections")
              + " to end within "
              + atMost.toMillis()
              + " ms. "
              + text());
    }
    return this;
  }

  /** The connections until now, in the order of their handshakes. */
  public List<TranscriptConnection> connections() {
    return content().connections();
  }

  /** The transcript as JSON (docs/transcripts.md), with secrets as {@code ***}. */
  public String json() {
    return page.json(false).orElse("{\"connections\":[],\"refused\":[]}");
  }

  /** The transcript as a readable log of frames, with secrets as {@code ***}. */
  public String text() {
    return page.text()
        .map(log -> "The server saw:\n" + log.stripTrailing())
        .orElse("The server saw no connection.");
  }

  /**
   * Waits until the connections that the expectations ask for have ended, or else one, for at most
   * 5 seconds, and judges the client by wsbin's rules.
   *
   * @param expectations such as {@code close:4001} or {@code messages:3}
   * @throws IllegalArgumentException with the server's sentence, if one is not an expectation
   */
  public TranscriptVerdict verdict(String... expectations) {
    return verdict(TranscriptPage.DEFAULT_WAIT, List.of(expectations));
  }

  TranscriptVerdict verdict(Duration atMost, List<String> expectations) {
    return page.verdict(atMost, expectations);
  }

  /** What is known now, with secrets. */
  TranscriptContent content() {
    return TranscriptContent.of(page.json(true));
  }

  @Override
  public String toString() {
    return "transcript " + name;
  }
}
