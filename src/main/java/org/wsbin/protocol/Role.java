package org.wsbin.protocol;

/** The two ends of a connection: only a client masks its frames (RFC 6455 section 5.1). */
public enum Role {
  CLIENT,
  SERVER
}
