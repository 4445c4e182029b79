package org.wsbin.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A connection to the server.
 *
 * @param tcp the socket itself
 * @param socket what bytes go through: the same, or TLS on top of it
 */
record Upstream(Socket tcp, Socket socket) {
  /** The most time for TCP, and for TLS. */
  static final int CONNECT_MILLIS = 10_000;

  /** Connects, and makes TLS if the target has it. */
  static Upstream connect(ProxyTarget target) throws IOException {
    Socket tcp = new Socket();
    boolean open = false;
    try {
      tcp.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
      tcp.setTcpNoDelay(true);
      tcp.setKeepAlive(true);
      Upstream upstream = new Upstream(tcp, target.secure() ? secured(tcp, target) : tcp);
      open = true;
      return upstream;
    } finally {
      if (!open) {
        close(tcp);
      }
    }
  }

  private static Socket secured(Socket tcp, ProxyTarget target) throws IOException {
    SSLSocket socket =
        (SSLSocket) factory(target).createSocket(tcp, target.host(), target.port(), true);
    if (!target.insecure()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.setSoTimeout(CONNECT_MILLIS);
    socket.startHandshake();
    return socket;
  }

  private static SSLSocketFactory factory(ProxyTarget target) {
    try {
      if (!target.insecure()) {
        return SSLContext.getDefault().getSocketFactory();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java has no TLS.", impossible);
    }
  }

  /** Sends a reset. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException gone) {
      // there is nobody to reset
    }
    close(socket);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // it is closed
    }
  }

  /** It is an extended manager, so that Java adds no checks. */
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
