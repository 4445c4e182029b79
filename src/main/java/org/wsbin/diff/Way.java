package org.wsbin.diff;

/** Who sent something. */
public enum Way {
  FROM_CLIENT("client"),
  FROM_SERVER("server");

  private final String sender;

  Way(String sender) {
    this.sender = sender;
  }

  /** The sender, for people. */
  public String sender() {
    return sender;
  }

  /** The other end, for people. */
  public String receiver() {
    return this == FROM_CLIENT ? "server" : "client";
  }

  /** The recording of the sender, of the two. */
  <T> T sent(T client, T server) {
    return this == FROM_CLIENT ? client : server;
  }

  /** The recording of the receiver, of the two. */
  <T> T arrived(T client, T server) {
    return this == FROM_CLIENT ? server : client;
  }
}
