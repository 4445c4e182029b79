package org.wsbin.workload;

/** stub */
public final class LoadPlot {
  private LoadPlot() {}

  public static String file(LoadResult result) {
    return "";
  }
}
