package org.wsbin.workload;

import java.util.List;

/** stub */
public final class LoadHtml {
  private LoadHtml() {}

  public static String of(LoadResult result, List<Threshold> thresholds) {
    return "";
  }
}
