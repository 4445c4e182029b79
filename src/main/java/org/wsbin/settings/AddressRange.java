package org.wsbin.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3), such as
 * {@code 10.0.0.0/8}. An address alone is a range of one.
 *
 * @param first its first address; the bits behind the prefix are ignored
 * @param prefix how many leading bits its addresses share
 */
public record AddressRange(InetAddress first, int prefix) {
  /** What may be written, phrased to follow "allowed is". */
  public static final String ALLOWED = "addresses or ranges such as 10.0.0.0/8 or ::1";

  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  /** Reads one range; empty if the text is none. Never asks a name server. */
  public static Optional<AddressRange> parse(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return address(matcher.group(1))
        .map(
            first ->
                new AddressRange(
                    first,
                    matcher.group(2) == null ? bits(first) : Integer.parseInt(matcher.group(2))))
        .filter(range -> range.prefix() <= bits(range.first()));
  }

  /**
   * An address written as a literal: IPv4 with four numbers, or IPv6, in brackets or not. IPv6 that
   * stands for an IPv4 address (RFC 4291 section 2.5.5.2) is that IPv4 address. Empty for anything
   * else; never asks a name server.
   */
  public static Optional<InetAddress> address(String text) {
    String bare = text.matches("\\[.*]") ? text.substring(1, text.length() - 1) : text;
    boolean numeric = bare.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    if (!numeric && !bare.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    try {
      // neither is ever resolved: a literal of digits and dots, and one in brackets
      return Optional.of(InetAddress.getByName(numeric ? bare : "[" + bare + "]"));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether the address is in this range. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
