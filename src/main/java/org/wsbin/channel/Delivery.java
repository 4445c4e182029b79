package org.wsbin.channel;

import org.wsbin.protocol.PreparedMessage;

/** Something that all members of a channel on this node get, if they asked for it. */
sealed interface Delivery permits ChannelMessage, Delivery.Notice {
  /** The approximate heap that it takes, in bytes. */
  long cost();

  /**
   * About the channel; only members with {@code format=json} get it.
   *
   * @param presence whether only those with {@code presence=true} get it
   */
  record Notice(PreparedMessage json, boolean presence) implements Delivery {
    @Override
    public long cost() {
      return (long) OVERHEAD + json.length();
    }
  }

  /** The approximate heap of a delivery without its bytes. */
  int OVERHEAD = 320;
}
