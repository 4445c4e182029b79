package org.wsbin.handshake;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Hears that the client of a waiting request has left, as far as the container notices: {@code
 * onError}. It ignores the rest.
 */
public interface DepartureListener extends AsyncListener {
  @Override
  default void onComplete(AsyncEvent event) {}

  @Override
  default void onTimeout(AsyncEvent event) {}

  @Override
  default void onStartAsync(AsyncEvent event) {}
}
