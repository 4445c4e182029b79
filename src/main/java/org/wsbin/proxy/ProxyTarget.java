package org.wsbin.proxy;

/**
 * The server that the proxy forwards to.
 *
 * @param host a name or an address, without brackets
 * @param secure whether the proxy speaks TLS with it
 * @param insecure whether the proxy takes any certificate
 */
public record ProxyTarget(String host, int port, boolean secure, boolean insecure) {
  @Override
  public String toString() {
    String place = host.contains(":") ? "[" + host + "]" : host;
    return (secure ? "https://" : "http://") + place + ":" + port;
  }
}
