package org.wsbin.recording;

import java.util.Locale;
import java.util.Set;

/** Headers whose values are shown only to those who ask for them. */
public enum Secrets {
  HIDDEN,
  SHOWN;

  /** What stands for a hidden value. */
  public static final String MASK = "***";

  private static final Set<String> NAMES = Set.of("authorization", "proxy-authorization", "cookie");

  /** The value, or the mask. */
  public String value(String header, String value) {
    boolean hidden = this == HIDDEN && NAMES.contains(header.toLowerCase(Locale.ROOT));
    return hidden ? MASK : value;
  }
}
