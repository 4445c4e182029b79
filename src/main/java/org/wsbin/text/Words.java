package org.wsbin.text;

import java.util.Locale;

/** Names of constants as people and JSON have them. */
public final class Words {
  private Words() {}

  /** In lower case, with hyphens: {@code send-timeout} for {@code SEND_TIMEOUT}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
