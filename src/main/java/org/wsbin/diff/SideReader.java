package org.wsbin.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.diff.Side.Close;
import org.wsbin.diff.Side.Frame;
import org.wsbin.diff.Side.Header;
import org.wsbin.text.JsonReader;

/** Reads recordings from the JSON of docs/transcripts.md. */
public final class SideReader {
  private static final long VERSION = 1;

  private SideReader() {}

  /**
   * The connections of a transcript.
   *
   * @param source what it was read from, for the sentence of a failure
   * @throws SideException with a sentence, if it is not a transcript
   */
  public static List<Side> read(String source, String json) {
    try {
      Members all = Members.of("", JsonReader.read(json));
      long version = all.number("version", Long.MAX_VALUE);
      if (version != VERSION) {
        throw new SideException("has version " + version + "; this wsbin reads version 1");
      }
      return all.list("connections", SideReader::side);
    } catch (SideException wrong) {
      throw new SideException(source + " " + wrong.getMessage() + ".", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new SideException(source + " is not a transcript. " + wrong.getMessage(), wrong);
    }
  }

  /**
   * The server's recording of the client's connection: with the same id, or with the same
   * Sec-WebSocket-Key, or the only one.
   *
   * @throws SideException with a sentence, if there is none
   */
  public static Side match(Side client, List<Side> servers) {
    for (Side server : servers) {
      if (!client.id().isEmpty() && client.id().equals(server.id())) {
        return server;
      }
    }
    for (Side server : servers) {
      if (key(client).isPresent() && key(client).equals(key(server))) {
        return server;
      }
    }
    if (servers.size() == 1 && (client.id().isEmpty() || servers.get(0).id().isEmpty())) {
      return servers.get(0);
    }
    throw new SideException(
        "The server's transcript has "
            + servers.size()
            + (servers.size() == 1 ? " connection" : " connections")
            + ", and none is the client's"
            + (client.id().isEmpty() ? "." : " (" + client.id() + ")."));
  }

  private static Optional<String> key(Side side) {
    return side.request().stream()
        .filter(header -> header.key().equals("sec-websocket-key"))
        .map(Header::value)
        .findFirst();
  }

  private static Side side(Members side) {
    Members request = side.object("request");
    Members close = side.object("close");
    return new Side(
        side.text("id"),
        side.text("engine"),
        request.text("line"),
        headers(request),
        headers(side),
        side.list("frames", SideReader::frame),
        side.number("omittedFrames", Long.MAX_VALUE),
        !side.values("faults").isEmpty(),
        close.optional("received").map(c -> close(close.object("received"))),
        close.optional("sent").map(c -> close(close.object("sent"))),
        close.optional("by").map(Object::toString),
        close.optional("clean").filter(Boolean.TRUE::equals).isPresent(),
        side.optional("end").map(end -> side.object("end").text("tcp")),
        side.values("notShown").stream().map(String::valueOf).toList());
  }

  private static List<Header> headers(Members of) {
    List<Header> headers = new ArrayList<>();
    for (Object pair : of.values("headers")) {
      if (!(pair instanceof List<?> both)
          || both.size() != 2
          || !(both.get(0) instanceof String name)
          || !(both.get(1) instanceof String value)) {
        throw Members.wrong("a header", "a pair of texts");
      }
      headers.add(new Header(name, value));
    }
    return List.copyOf(headers);
  }

  private static Close close(Members close) {
    Optional<Object> code = close.optional("code");
    return new Close(
        code.isPresent() ? OptionalInt.of((int) close.number("code", 65_535)) : OptionalInt.empty(),
        close.text("reason"));
  }

  private static Frame frame(Members frame) {
    String direction = frame.text("direction");
    if (!direction.equals("received") && !direction.equals("sent")) {
      throw Members.wrong(frame.path() + ".direction", "received or sent");
    }
    return new Frame(
        (int) frame.number("number", Integer.MAX_VALUE),
        frame.seconds("at"),
        direction.equals("received") ? Way.FROM_CLIENT : Way.FROM_SERVER,
        frame.text("opcode"),
        frame.flag("fin"),
        frame.flag("rsv1"),
        frame.optional("maskingKey").map(Object::toString),
        frame.number("length", Long.MAX_VALUE),
        frame.flag("complete"),
        ByteBuffer.wrap(payload(frame)));
  }

  private static byte[] payload(Members frame) {
    if (frame.optional("text").isPresent()) {
      return frame.text("text").getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(frame.text("base64"));
    } catch (IllegalArgumentException wrong) {
      throw Members.wrong(frame.path() + ".base64", "base64");
    }
  }
}
