package org.eclipse.jetty.fake;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session that is Jetty's by its name, which is all that wsbin can go by: it passes each call on.
 */
public final class JettySession implements Session {
  private final Session session;
  private final Runnable abort;

  /**
   * A session of Jetty's.
   *
   * @param session gets each call of Jakarta WebSocket
   * @param abort what {@link #abort} does
   */
  public JettySession(Session session, Runnable abort) {
    this.session = session;
    this.abort = abort;
  }

  /** What Jetty's session has beyond Jakarta WebSocket. */
  public void abort() {
    abort.run();
  }

  @Override
  public WebSocketContainer getContainer() {
    return session.getContainer();
  }

  @Override
  public void addMessageHandler(MessageHandler handler) {
    session.addMessageHandler(handler);
  }

  @Override
  public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
    session.addMessageHandler(type, handler);
  }

  @Override
  public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
    session.addMessageHandler(type, handler);
  }

  @Override
  public Set<MessageHandler> getMessageHandlers() {
    return session.getMessageHandlers();
  }

  @Override
  public void removeMessageHandler(MessageHandler handler) {
    session.removeMessageHandler(handler);
  }

  @Override
  public String getProtocolVersion() {
    return session.getProtocolVersion();
  }

  @Override
  public String getNegotiatedSubprotocol() {
    return session.getNegotiatedSubprotocol();
  }

  @Override
  public List<Extension> getNegotiatedExtensions() {
    return session.getNegotiatedExtensions();
  }

  @Override
  public boolean isSecure() {
    return session.isSecure();
  }

  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public long getMaxIdleTimeout() {
    return session.getMaxIdleTimeout();
  }

  @Override
  public void setMaxIdleTimeout(long millis) {
    session.setMaxIdleTimeout(millis);
  }

  @Override
  public void setMaxBinaryMessageBufferSize(int bytes) {
    session.setMaxBinaryMessageBufferSize(bytes);
  }

  @Override
  public int getMaxBinaryMessageBufferSize() {
    return session.getMaxBinaryMessageBufferSize();
  }

  @Override
  public void setMaxTextMessageBufferSize(int bytes) {
    session.setMaxTextMessageBufferSize(bytes);
  }

  @Override
  public int getMaxTextMessageBufferSize() {
    return session.getMaxTextMessageBufferSize();
  }

  @Override
  public RemoteEndpoint.Async getAsyncRemote() {
    return session.getAsyncRemote();
  }

  @Override
  public RemoteEndpoint.Basic getBasicRemote() {
    return session.getBasicRemote();
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public void close() throws IOException {
    session.close();
  }

  @Override
  public void close(CloseReason reason) throws IOException {
    session.close(reason);
  }

  @Override
  public URI getRequestURI() {
    return session.getRequestURI();
  }

  @Override
  public Map<String, List<String>> getRequestParameterMap() {
    return session.getRequestParameterMap();
  }

  @Override
  public String getQueryString() {
    return session.getQueryString();
  }

  @Override
  public Map<String, String> getPathParameters() {
    return session.getPathParameters();
  }

  @Override
  public Map<String, Object> getUserProperties() {
    return session.getUserProperties();
  }

  @Override
  public Principal getUserPrincipal() {
    return session.getUserPrincipal();
  }

  @Override
  public Set<Session> getOpenSessions() {
    return session.getOpenSessions();
  }
}
