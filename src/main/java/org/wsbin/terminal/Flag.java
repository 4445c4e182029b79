package org.wsbin.terminal;

import java.util.List;

/** The options of {@code connect}, as wscat, websocat and curl name them; declared here once. */
public enum Flag {
  HEADER(Group.HANDSHAKE, "'NAME: VALUE'", true, "one more header", "-H", "--header"),
  ORIGIN(
      Group.HANDSHAKE, "ORIGIN", false, "where a browser's page would be from", "-o", "--origin"),
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
      "Basic credentials, sent where the server asks for them",
      "--auth"),
  BEARER(Group.HANDSHAKE, "TOKEN", false, "a token, sent where the server asks for it", "--bearer"),
  NO_DEFLATE(Group.HANDSHAKE, "", false, "does not offer permessage-deflate", "--no-deflate"),
  CONNECT_TIMEOUT(
      Group.WAY,
      "DURATION",
      false,
      "for connecting in all: name, TCP, TLS and handshake (60s)",
      "--connect-timeout"),
  PROXY(
      Group.WAY,
      "[USER:PASSWORD@]HOST:PORT",
      false,
      "goes through this HTTP proxy, by CONNECT",
      "--proxy"),
  CA(
      Group.WAY,
      "FILE",
      false,
      "trusts the PEM certificates in this file, instead of Java's own",
      "--ca"),
  CERT(Group.WAY, "FILE", false, "proves itself by this PEM certificate, or chain", "--cert"),
  KEY(
      Group.WAY,
      "FILE",
      false,
      "its private key, PEM in PKCS#8, RSA or EC; looked for in --cert where not given",
      "--key"),
  NO_CHECK(
      Group.WAY,
      "",
      false,
      "takes any certificate, for any host: for tests only",
      "-n",
      "--no-check"),
  EXECUTE(
      Group.TALK,
      "TEXT",
      true,
      "sends this, or does it where it is a /command; standard input is not read then",
      "-x",
      "--execute"),
  BINARY(
      Group.TALK,
      "",
      false,
      "sends binary messages: a line each, or all of a piped input as one",
      "-b",
      "--binary"),
  WAIT(
      Group.TALK,
      "SECONDS",
      false,
      "closes so long after the last -x, or the end of a piped input; -1 leaves it to the peer (2)",
      "-w",
      "--wait"),
  ONE_MESSAGE(
      Group.TALK,
      "",
      false,
      "waits for one message, then closes; fails where -w is over before it",
      "-1",
      "--one-message"),
  PING_INTERVAL(
      Group.TALK,
      "DURATION",
      false,
      "pings so often, and gives up where nothing comes back (0, never)",
      "--ping-interval"),
  MAX_MESSAGE(
      Group.TALK,
      "SIZE",
      false,
      "closes with 1009 where a message is larger (no limit: none is held whole)",
      "--max-message"),
  VERBOSE(
      Group.SHOWN,
      "",
      false,
      "every header of the handshake, the body of a refusal, the causes of a failure",
      "-v",
      "--verbose"),
  SHOW_PINGS(
      Group.SHOWN,
      "",
      false,
      "pings and pongs that nobody asked for, too",
      "-P",
      "--show-ping-pong"),
  JSON(
      Group.SHOWN,
      "",
      false,
      "one JSON object a line: open, message, ping, pong, close, error",
      "--json"),
  OUTPUT(
      Group.SHOWN,
      "FILE",
      false,
      "what is received goes into this file, texts with a newline each",
      "--output");

  /** The parts of the help. */
  public enum Group {
    HANDSHAKE("The opening handshake:"),
    WAY("The way to the server:"),
    TALK("What is sent, and how it ends:"),
    SHOWN("What is shown:");

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

  /** What stands for its value; empty where it has none. */
  public String placeholder() {
    return placeholder;
  }

  public boolean repeatable() {
    return repeatable;
  }

  public String summary() {
    return summary;
  }

  /** The short name, where there is one, and the long one last. */
  public List<String> names() {
    return List.of(names.split(" ", -1));
  }

  /** The long name. */
  public String option() {
    return names.substring(names.lastIndexOf(' ') + 1);
  }
}
