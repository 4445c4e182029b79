package org.wsbin.terminal;

import java.util.List;
import java.util.Optional;

/**
 * The options of {@code connect}, declared here once, with the names of wscat, websocat and curl.
 */
public enum Flag {
  HEADER(
      Group.HANDSHAKE,
      "'NAME: VALUE'",
      true,
      "adds a header, Host is replaced; @FILE adds each line of a file",
      "-H",
      "--header"),
  ORIGIN(
      Group.HANDSHAKE,
      "ORIGIN",
      false,
      "sets the Origin header, as a browser does",
      "-o",
      "--origin"),
  SUBPROTOCOL(
      Group.HANDSHAKE,
      "NAME,…",
      true,
      "subprotocols to offer, the preferred one first",
      "-s",
      "--subprotocol"),
  AUTH(
      Group.HANDSHAKE,
      "USER:PASSWORD",
      false,
      "Basic credentials, or @FILE with them; sent if the server asks for them",
      "--auth"),
  BEARER(
      Group.HANDSHAKE,
      "TOKEN",
      false,
      "a bearer token, or @FILE with it; sent if the server asks for it",
      "--bearer"),
  NO_DEFLATE(Group.HANDSHAKE, "", false, "does not offer permessage-deflate", "--no-deflate"),
  TRANSCRIPT(
      Group.HANDSHAKE,
      "NAME",
      false,
      "lets a wsbin server record the connection under this name: adds ?transcript=NAME",
      "--transcript"),
  CONNECT_TIMEOUT(
      Group.WAY,
      "DURATION",
      false,
      "limit for connecting: DNS, TCP, TLS and handshake together (60s)",
      "--connect-timeout"),
  PROXY(
      Group.WAY,
      "[USER:PASSWORD@]HOST:PORT",
      false,
      "connects through this HTTP proxy, with CONNECT; or @FILE with all of this",
      "--proxy"),
  CONNECT_TO(
      Group.WAY,
      "HOST1:PORT1:HOST2:PORT2",
      true,
      "connects to HOST2:PORT2 where the URL has HOST1:PORT1; each part may be empty",
      "--connect-to"),
  RESOLVE(
      Group.WAY,
      "HOST:PORT:ADDRESS",
      true,
      "connects to this address where the URL has HOST:PORT",
      "--resolve"),
  CA(
      Group.WAY,
      "FILE",
      false,
      "trusts the PEM certificates in this file, instead of Java's own",
      "--ca"),
  CERT(Group.WAY, "FILE", false, "client certificate or chain, in PEM", "--cert"),
  KEY(
      Group.WAY,
      "FILE",
      false,
      "its private key, in PEM: PKCS#8, RSA or EC; by default read from the --cert file",
      "--key"),
  NO_CHECK(
      Group.WAY,
      "",
      false,
      "accepts any certificate for any host; for tests only",
      "-n",
      "--no-check"),
  EXECUTE(
      Group.TALK,
      "TEXT",
      true,
      "sends this text, or runs it if it is a /command; standard input is not read",
      "-x",
      "--execute"),
  BINARY(
      Group.TALK,
      "",
      false,
      "sends binary messages: one for each line, or all of a piped input as one",
      "-b",
      "--binary"),
  WAIT(
      Group.TALK,
      "SECONDS",
      false,
      "time from the last -x or the end of a piped input to the close; -1 lets the peer close (2)",
      "-w",
      "--wait"),
  ONE_MESSAGE(
      Group.TALK,
      "",
      false,
      "waits for one message, then closes; fails if none arrives within -w",
      "-1",
      "--one-message"),
  PING_INTERVAL(
      Group.TALK,
      "DURATION",
      false,
      "pings at this interval, and disconnects if nothing comes back (0, never)",
      "--ping-interval"),
  MAX_MESSAGE(
      Group.TALK,
      "SIZE",
      false,
      "closes with 1009 if a message is larger (no limit)",
      "--max-message"),
  VERBOSE(
      Group.SHOWN,
      "",
      false,
      "shows all headers of the handshake, with secrets as ***, the body of a refusal, and the"
          + " causes of a failure",
      "-v",
      "--verbose"),
  SHOW_PINGS(Group.SHOWN, "", false, "shows pings and unsolicited pongs", "-P", "--show-ping-pong"),
  JSON(
      Group.SHOWN,
      "",
      false,
      "prints one JSON object per line: open, message, ping, pong, close, error, server-view",
      "--json"),
  SERVER_VIEW(
      Group.SHOWN,
      "",
      false,
      "after the end, shows the frames that a wsbin at the other end saw, and its verdict",
      "--server-view"),
  OUTPUT(
      Group.SHOWN,
      "FILE",
      false,
      "writes received payloads to this file, with a newline after each text",
      "--output"),
  TRANSCRIPT_FILE(
      Group.SHOWN,
      "FILE",
      false,
      "writes what this side saw to this file, as JSON that wsbin diff reads",
      "--transcript-file");

  /** The groups of the help. */
  public enum Group {
    HANDSHAKE("The opening handshake:"),
    WAY("The connection:"),
    TALK("Sending and closing:"),
    SHOWN("Output:");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }

  private final Group group;
  private final String placeholder;
  private final boolean repeatable;
  private final String summary;
  private final String names;

  Flag(Group group, String placeholder, boolean repeatable, String summary, String... names) {
    this.group = group;
    this.placeholder = placeholder;
    this.repeatable = repeatable;
    this.summary = summary;
    this.names = String.join(" ", names);
  }

  public Group group() {
    return group;
  }

  /** The placeholder of its value; empty if it has none. */
  public String placeholder() {
    return placeholder;
  }

  public boolean repeatable() {
    return repeatable;
  }

  public String summary() {
    return summary;
  }

  /** The short name, if there is one, then the long name. */
  public List<String> names() {
    return List.of(names.split(" ", -1));
  }

  /**
   * The environment variable that is used if the option is not given; empty unless its value is a
   * secret.
   */
  public Optional<String> environmentVariable() {
    return switch (this) {
      case AUTH, BEARER, PROXY -> Optional.of("WSBIN_CONNECT_" + name());
      default -> Optional.empty();
    };
  }

  /** The long name. */
  public String option() {
    return names.substring(names.lastIndexOf(' ') + 1);
  }
}
