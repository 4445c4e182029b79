package org.wsbin.junit;

import java.net.HttpURLConnection;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificate of a server that this test has started, whatever it says: with {@code
 * --tls} it is made at the start and signed by nobody. Used to read transcripts only.
 */
final class LocalTls extends X509ExtendedTrustManager {
  private LocalTls() {}

  static void trust(HttpURLConnection connection) {
    if (connection instanceof HttpsURLConnection secure) {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new LocalTls()}, new SecureRandom());
        secure.setSSLSocketFactory(context.getSocketFactory());
        secure.setHostnameVerifier((host, session) -> true);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("This JDK has no TLS.", impossible);
      }
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
