package org.wsbin.workload;

/** What the connections do. */
public enum LoadScenario {
  /** Each message is answered by one message: round trips. */
  ECHO,

  /** Messages go one way; what comes back is only counted. */
  SINK,

  /** Some publish, and all get every message. */
  CHANNEL,

  /** Connections open and close; nothing is sent on them. */
  CONNECT
}
