package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;

/**
 * The annotated endpoint behind every {@code /ws/…} path; an instance serves one connection and
 * runs one behaviour. It receives messages in parts, because whole-message handlers reserve the
 * size of the largest message for each connection on Tomcat, and can be bypassed on WildFly.
 *
 * <p>The front door upgrades to a given instance; the path in the annotation never matches.
 */
@ServerEndpoint("/ws")
public final class ScenarioEndpoint {
  private static final System.Logger LOG = System.getLogger(ScenarioEndpoint.class.getName());

  private static final String TOMCAT = "org.apache.tomcat.websocket.";

  private final Behaviour behaviour;
  private final ContainerEngine engine;
  private volatile SessionPeer peer;

  /** An endpoint that runs this behaviour. */
  public ScenarioEndpoint(Behaviour behaviour, ContainerEngine engine) {
    this.behaviour = behaviour;
    this.engine = engine;
  }

  @OnOpen
  public void open(Session session, EndpointConfig config) {
    session.getAsyncRemote().setSendTimeout(engine.limits().sendTimeout().toMillis());
    session.setMaxIdleTimeout(0);
    tuneTomcat(session);
    peer = new SessionPeer(session, behaviour, engine);
    peer.opened();
  }

  /** The properties of Tomcat's own time limits; other containers ignore them. */
  private void tuneTomcat(Session session) {
    long closeTimeout = engine.limits().closeTimeout().toMillis();
    Map<String, Object> properties = session.getUserProperties();
    properties.put(TOMCAT + "BLOCKING_SEND_TIMEOUT", engine.limits().sendTimeout().toMillis());
    properties.put(TOMCAT + "SESSION_CLOSE_TIMEOUT", closeTimeout);
    // with its default of 50 ms, a close stays unanswered during a send
    properties.put(TOMCAT + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", closeTimeout);
  }

  @OnMessage
  public void text(String part, boolean last) {
    peer.text(part, last);
  }

  @OnMessage
  public void binary(ByteBuffer part, boolean last) {
    peer.message(MessageKind.BINARY, part, last);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    peer.pong(pong.getApplicationData());
  }

  @OnClose
  public void close(CloseReason reason) {
    if (peer != null) {
      String phrase = Optional.ofNullable(reason.getReasonPhrase()).orElse("");
      peer.closed(reason.getCloseCode().getCode(), phrase);
    }
  }

  /** Errors of the container, such as a lost connection; the close follows. */
  @OnError
  public void error(Throwable cause) {
    LOG.log(DEBUG, "The container reports an error.", cause);
  }
}
