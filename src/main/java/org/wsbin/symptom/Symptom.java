package org.wsbin.symptom;

import java.util.Locale;

/** What can be wrong with a path between a client and a server, with its likely cause. */
public enum Symptom {
  UPGRADE_LOST(
      "The request for a WebSocket reaches the server as ordinary HTTP, or is answered as such.",
      "Something between does not pass on Upgrade and Connection, or speaks HTTP/1.0 to the server."),
  NO_ANSWER(
      "The handshake gets no answer in HTTP.",
      "Another port than that of the server, TLS at one end only, or a firewall between."),
  GATEWAY_ERROR(
      "Something between answers that it cannot reach the server.",
      "Its backend has another address, does not listen, or is down."),
  NOT_FOUND(
      "The path is not found.", "A prefix is not routed to the server, or is cut off on the way."),
  REFUSED(
      "The handshake is refused.",
      "Credentials, the Origin, or a rule of something between: its answer says more."),
  REDIRECTED(
      "The handshake is answered with a redirect.",
      "A rule for browsers (HTTP to HTTPS, a login) also catches WebSockets."),
  TLS(
      "TLS fails, or is missing.",
      "The certificate is for another name, has expired, or its issuer is not known here; or only"
          + " one end speaks TLS: wss:// is with it, ws:// without."),
  STRICT_HEAD(
      "A request that is correct in another form is refused.",
      "Something between, or the server, compares headers too literally."),
  REQUEST_CHANGED(
      "The server sees another path or query than was sent.",
      "A rewrite rule, or decoding of percent signs on the way."),
  HOST_CHANGED(
      "The server sees another Host than the client sent.",
      "Something between asks with the name of its backend. Origin rules of servers compare with Host."),
  HEADER_LOST(
      "A header that the client or the server sent does not arrive.",
      "Something between removes headers that it does not know."),
  SUBPROTOCOL_LOST(
      "The subprotocol is lost on the way.",
      "Something between removes Sec-WebSocket-Protocol, or answers the handshake itself."),
  COMPRESSION_LOST(
      "permessage-deflate is offered, and does not arrive.",
      "Something between removes Sec-WebSocket-Extensions, or reads the frames itself."),
  IDLE_LIMIT(
      "A connection without traffic is ended.",
      "An idle timeout of something between; most are 30 to 120 seconds."),
  AGE_LIMIT(
      "Connections are ended at the same age, busy or not.",
      "A limit for the whole request or for a connection's lifetime."),
  PINGS_LOST(
      "Pings or pongs do not reach the other end.",
      "Something between ends the WebSocket protocol, and answers pings itself."),
  FRAME_LIMIT(
      "A large frame ends the connection, fragments of the same size do not.",
      "A limit for single frames of something that reads the protocol."),
  MESSAGE_LIMIT(
      "A large message ends the connection.",
      "A limit for messages of the server, or of something between that gathers them."),
  REFRAMED(
      "Frames arrive in other pieces, or with other masking keys, than they were sent.",
      "Something between ends the WebSocket protocol, and speaks it anew: limits, timeouts and"
          + " compression are then its own."),
  BUFFERED(
      "Messages that were sent one after the other arrive together.",
      "Something between gathers what it forwards."),
  CLOSE_LOST(
      "The code or the reason of a close does not arrive.",
      "Something between ends TCP instead, or closes in its own words."),
  CONNECTIONS_LIMITED(
      "Not all connections that were opened at the same time are accepted.",
      "A limit for connections of one address, or for all."),
  NOT_STICKY(
      "Connections of one client reach different servers.",
      "A load balancer without affinity. It matters only to servers that keep state apart."),
  CUT_TOGETHER(
      "Connections were cut while they were watched.",
      "A reload or a deployment of something between, or of the server."),
  CONTENT_CHANGED(
      "A message arrives otherwise than it was sent.",
      "Something between changes what it forwards, or loses it."),
  REQUEST_SMUGGLED(
      "A request behind a refused upgrade reaches the server past what stands between.",
      "Something between opens a tunnel for Upgrade without waiting for a 101 (RFC 9110 section 7.8):"
          + " its rules for paths, logins and addresses do not count in there.");

  private final String sentence;
  private final String cause;

  Symptom(String sentence, String cause) {
    this.sentence = sentence;
    this.cause = cause;
  }

  /** The name for machines, such as {@code idle-limit}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is, in a sentence. */
  public String sentence() {
    return sentence;
  }

  /** What it probably comes from. */
  public String cause() {
    return cause;
  }
}
