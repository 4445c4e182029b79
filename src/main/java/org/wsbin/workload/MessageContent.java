package org.wsbin.workload;

/** What messages consist of. */
public enum MessageContent {
  /** Text in ASCII. */
  TEXT,

  /** Bytes. */
  BINARY,

  /** Text whose characters have two, three and four bytes in UTF-8. */
  MULTI_BYTE
}
