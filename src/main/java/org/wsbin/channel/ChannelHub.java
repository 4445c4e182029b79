package org.wsbin.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.scenario.Peer;
import org.wsbin.settings.Settings.Channels;

/**
 * The channels that have members on this node. Safe from any thread; no call waits. It ends with
 * its connections.
 */
public final class ChannelHub {
  private final ChannelServices services;
  private final Channels limits;

  /** Guarded by this. */
  private final Map<String, Channel> channels = new HashMap<>();

  /** No channel has members. */
  public ChannelHub(ChannelServices services, Channels limits) {
    this.services = services;
    this.limits = limits;
  }

  /** Joins; empty, and the peer is closed, if there are too many channels. */
  Optional<Membership> join(String name, String id, MemberOptions options, Peer peer) {
    Membership member;
    boolean first;
    synchronized (this) {
      Channel channel = channels.get(name);
      first = channel == null;
      if (first && channels.size() >= limits.most()) {
        member = null;
      } else {
        Channel joined = first ? new Channel(name, services) : channel;
        channels.put(name, joined);
        member = new Membership(id, options, peer, joined, services);
        joined.add(member);
      }
    }
    if (member == null) {
      peer.close(ChannelStep.tooManyChannels(limits.most()));
      return Optional.empty();
    }
    if (first) {
      member.channel().start();
    }
    member.channel().admit(member);
    return Optional.of(member);
  }

  /** The connection of a member has ended. */
  void leave(Membership member) {
    Channel channel = member.channel();
    boolean last;
    synchronized (this) {
      last = channel.remove(member);
      if (last) {
        channels.remove(channel.name(), channel);
      }
    }
    member.end();
    channel.left(member);
    if (last) {
      channel.end();
    }
  }

  /**
   * Another node is dead: its members have left, and those of this node that asked for it hear so.
   * Whoever keeps the list of nodes calls this on each node that lives.
   */
  public void nodeGone(String node) {
    all().forEach(channel -> channel.nodeGone(node));
  }

  private synchronized List<Channel> all() {
    return List.copyOf(channels.values());
  }

  /** How many channels have members on this node. */
  public synchronized int size() {
    return channels.size();
  }
}
