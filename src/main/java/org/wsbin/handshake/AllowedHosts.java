package org.wsbin.handshake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.settings.AddressRange;

/**
 * The names under which this server answers. Against DNS rebinding: a page whose own name points to
 * this server is of the same origin, so the origin rule alone lets it in.
 *
 * @param names host names, or {@code *.} and a domain; if empty, every name is allowed
 */
record AllowedHosts(List<String> names) {

  AllowedHosts {
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** A refusal with 421 (RFC 9110 section 15.5.20), if the client asked for another name. */
  Optional<Refused> objection(ClientView client) {
    boolean forwarded = !client.connectionHost().equals(client.host());
    Optional<String> wrong =
        Optional.of(client.host())
            .filter(host -> !isAllowed(host))
            .or(
                () ->
                    Optional.of(client.connectionHost())
                        .filter(host -> forwarded && !isInternal(host) && !isAllowed(host)));
    return wrong
        .filter(host -> !names.isEmpty())
        .map(
            host ->
                new Refused(
                    421,
                    "The Host "
                        + Quoted.of(host)
                        + " is not allowed: the server accepts IP addresses, localhost, and the"
                        + " names in --allowed-hosts."));
  }

  /** A missing Host is not a name, and no browser omits it. */
  private boolean isAllowed(String host) {
    return host.isEmpty()
        || Origin.ofHost(false, host).map(Origin::host).filter(this::allows).isPresent();
  }

  /** How a proxy may call this server; a name in the domain name system has a dot. */
  private static boolean isInternal(String host) {
    return host.matches("[A-Za-z0-9_-]+(:\\d+)?");
  }

  private boolean allows(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost")
        || AddressRange.address(name).isPresent()
        || names.stream()
            .anyMatch(
                allowed ->
                    allowed.startsWith("*.")
                        ? name.endsWith(allowed.substring(1))
                        : name.equals(allowed));
  }
}
