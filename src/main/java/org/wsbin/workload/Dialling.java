package org.wsbin.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How connections are opened. Safe from several threads.
 *
 * @param address resolved once, so that name resolution is not measured
 * @param tls not used without TLS
 */
record Dialling(LoadSettings settings, InetSocketAddress address, SSLContext tls) {
  long timeoutNanos() {
    return settings.handshake().timeout().toNanos();
  }

  LoadOpening opening() {
    return LoadOpening.of(settings);
  }

  SocketChannel channel() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  /** Begins to connect; returns whether that is done already. */
  boolean connect(SocketChannel channel) throws IOException {
    return channel.connect(address);
  }

  Link link(SocketChannel channel) throws IOException {
    if (!settings.secure()) {
      return new Link.Plain(channel);
    }
    SSLEngine engine = tls.createSSLEngine(settings.uri().getHost(), settings.port());
    SSLParameters parameters = engine.getSSLParameters();
    if (settings.hostNameChecked()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return new TlsLink(channel, engine);
  }
}
