package org.wsbin.text;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is made when somebody first asks for it, once. Safe from any thread. */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> making;
  private Optional<T> made = Optional.empty();

  /** A value that is not made yet; the supplier may not return null. */
  public Lazy(Supplier<T> making) {
    this.making = making;
  }

  @Override
  public synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(making.get());
    }
    return made.get();
  }
}
