package org.wsbin.limits;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.HexFormat;
import org.wsbin.settings.AddressRange;

/**
 * What counts as one address: an IPv4 address, or a network of 64 bits of IPv6, because a single
 * client can have any address of such a network (RFC 6177).
 */
public final class AddressKey {
  private static final int NETWORK_BYTES = 8;

  private AddressKey() {}

  /** The key of an address; the text itself if it is not an IP address. */
  public static String of(String address) {
    return AddressRange.address(address)
        .map(
            parsed ->
                parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress())
        .orElse(address);
  }
}
