package org.wsbin.protocol;

/** The two kinds of data message (RFC 6455 section 5.6). */
public enum MessageKind {
  TEXT,
  BINARY
}
