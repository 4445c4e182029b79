package org.wsbin.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPv6 addresses as text (RFC 4291 section 2.2). */
final class Ipv6 {
  private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Ipv6() {}

  /** The canonical spelling of an address: eight groups, no leading zeros, no {@code ::}. */
  static Optional<String> canonical(String address) {
    if (!CHARACTERS.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      // a literal with a colon is never resolved; in brackets it is not taken for a name
      InetAddress parsed = InetAddress.getByName("[" + address + "]");
      return parsed instanceof Inet6Address
          ? Optional.of(parsed.getHostAddress())
          : Optional.of("0:0:0:0:0:ffff:" + parsed.getHostAddress());
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
