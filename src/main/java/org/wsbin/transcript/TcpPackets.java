package org.wsbin.transcript;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Makes the Ethernet packets of one TCP connection (RFC 9293) between two addresses of the same
 * version of IP, with sequence numbers and checksums as a network would have them.
 */
final class TcpPackets {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  /** The most bytes of data in a packet. */
  static final int MOST_DATA = 1400;

  private static final int ETHERNET_BYTES = 14;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int TCP_BYTES = 20;
  private static final int IPV4_TYPE = 0x0800;
  private static final int IPV6_TYPE = 0x86dd;
  private static final int TCP = 6;
  private static final int HOPS = 64;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int WINDOW = 0xffff;

  /** Addresses of Ethernet that nobody has: locally administered. */
  private static final long CLIENT_MAC = 0x0200_0000_0001L;

  private static final long SERVER_MAC = 0x0200_0000_0002L;

  private final InetSocketAddress client;
  private final InetSocketAddress server;
  private int clientNext;
  private int serverNext;

  /** Both sequence numbers start at 0. */
  TcpPackets(InetSocketAddress client, InetSocketAddress server) {
    this.client = client;
    this.server = server;
  }

  /**
   * The next packet of a side.
   *
   * @param flags of TCP
   * @param data at most {@link #MOST_DATA} bytes
   */
  byte[] packet(boolean byClient, int flags, byte[] data) {
    byte[] tcp = segment(byClient, flags, data);
    int taken = data.length + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
    if (byClient) {
      clientNext += taken;
    } else {
      serverNext += taken;
    }
    InetAddress from = (byClient ? client : server).getAddress();
    InetAddress to = (byClient ? server : client).getAddress();
    ByteBuffer.wrap(tcp).putShort(16, checksum(pseudoHeader(from, to, tcp.length), tcp));
    boolean v6 = from instanceof Inet6Address;
    ByteBuffer packet =
        ByteBuffer.allocate(ETHERNET_BYTES + (v6 ? IPV6_BYTES : IPV4_BYTES) + tcp.length);
    putMac(packet, byClient ? SERVER_MAC : CLIENT_MAC);
    putMac(packet, byClient ? CLIENT_MAC : SERVER_MAC);
    packet.putShort((short) (v6 ? IPV6_TYPE : IPV4_TYPE));
    packet.put(v6 ? ipv6(from, to, tcp.length) : ipv4(from, to, tcp.length));
    packet.put(tcp);
    return packet.array();
  }

  private byte[] segment(boolean byClient, int flags, byte[] data) {
    InetSocketAddress from = byClient ? client : server;
    InetSocketAddress to = byClient ? server : client;
    ByteBuffer tcp = ByteBuffer.allocate(TCP_BYTES + data.length);
    tcp.putShort((short) from.getPort()).putShort((short) to.getPort());
    tcp.putInt(byClient ? clientNext : serverNext);
    tcp.putInt((flags & ACK) == 0 ? 0 : byClient ? serverNext : clientNext);
    tcp.put((byte) ((TCP_BYTES / Integer.BYTES) << 4)).put((byte) flags).putShort((short) WINDOW);
    tcp.putInt(0).put(data); // the checksum comes later; nothing is urgent
    return tcp.array();
  }

  /** RFC 791. */
  private static byte[] ipv4(InetAddress from, InetAddress to, int length) {
    ByteBuffer ip = ByteBuffer.allocate(IPV4_BYTES);
    ip.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_BYTES + length));
    ip.putShort((short) 0).putShort((short) DONT_FRAGMENT);
    ip.put((byte) HOPS).put((byte) TCP).putShort((short) 0);
    ip.put(from.getAddress()).put(to.getAddress());
    ip.putShort(10, checksum(ip.array()));
    return ip.array();
  }

  /** RFC 8200. */
  private static byte[] ipv6(InetAddress from, InetAddress to, int length) {
    ByteBuffer ip = ByteBuffer.allocate(IPV6_BYTES);
    ip.putInt(0x60000000).putShort((short) length).put((byte) TCP).put((byte) HOPS);
    ip.put(from.getAddress()).put(to.getAddress());
    return ip.array();
  }

  /** What the checksum covers besides the segment (RFC 9293 section 3.1). */
  private static byte[] pseudoHeader(InetAddress from, InetAddress to, int length) {
    ByteBuffer pseudo = ByteBuffer.allocate(2 * from.getAddress().length + 8);
    pseudo.put(from.getAddress()).put(to.getAddress());
    pseudo.putInt(length).putInt(TCP);
    return pseudo.array();
  }

  /** The sum in ones' complement (RFC 1071); all parts but the last have an even length. */
  private static short checksum(byte[]... parts) {
    long sum = 0;
    for (byte[] part : parts) {
      for (int i = 0; i < part.length; i++) {
        sum += (part[i] & 0xff) << ((i & 1) == 0 ? Byte.SIZE : 0);
      }
    }
    while (sum >>> Short.SIZE != 0) {
      sum = (sum & 0xffff) + (sum >>> Short.SIZE);
    }
    return (short) ~sum;
  }

  private static void putMac(ByteBuffer packet, long mac) {
    packet.putShort((short) (mac >> Integer.SIZE)).putInt((int) mac);
  }
}
