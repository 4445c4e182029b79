package org.wsbin.scenario;

/** The two implementations of the protocol behind the front door. */
public enum Engine {
  /** The container's own implementation, through the standard API. */
  CONTAINER("ws"),
  /** wsbin's own implementation, on the container's network. */
  WIRE("wire");

  private final String path;

  Engine(String path) {
    this.path = path;
  }

  /** The first part of its paths. */
  public String path() {
    return path;
  }
}
