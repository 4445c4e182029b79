package org.wsbin.diff;

/** Compares both recordings of a connection. */
public final class Comparison {
  private Comparison() {}

  /**
   * What is different. The directions are compared apart: their order is not the same at both ends.
   */
  public static DiffReport of(Side client, Side server) {
    Findings findings = new Findings();
    new HeadComparison(findings, client, server).compare();
    for (Way way : Way.values()) {
      new FrameComparison(findings, way, client, server).compare();
    }
    new EndComparison(findings, client, server).compare();
    return findings.report();
  }
}
