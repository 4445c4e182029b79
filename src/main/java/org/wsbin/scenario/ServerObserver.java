package org.wsbin.scenario;

import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;

/**
 * Sees every connection and every refused handshake of a deployment, from outside of the scenarios:
 * metrics, logs, transcripts. Called on any thread. No call may block.
 */
public interface ServerObserver {
  /** Ignores everything. */
  ServerObserver NONE = new ServerObserver() {};

  /**
   * A handshake gets a 101 now, if the container can upgrade it.
   *
   * @param opening valid during the call only
   * @param step the first step of the path that acts on the connection, or else on the handshake
   * @return the observer of the connection
   * @throws BadParameterException if the request asks for something that the observer cannot do; it
   *     is refused
   */
  default Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
    return Optional.empty();
  }

  /**
   * A handshake got any other response; may not throw.
   *
   * @param opening valid during the call only
   */
  default void answered(OpeningRequest opening, Refused response) {}

  /** All of these as one. */
  static ServerObserver of(List<ServerObserver> observers) {
    List<ServerObserver> all = List.copyOf(observers);
    return new ServerObserver() {
      @Override
      public Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
        return ObserverList.of(
            all.stream().flatMap(one -> one.accepted(opening, step).stream()).toList());
      }

      @Override
      public void answered(OpeningRequest opening, Refused response) {
        all.forEach(one -> one.answered(opening, response));
      }
    };
  }
}
