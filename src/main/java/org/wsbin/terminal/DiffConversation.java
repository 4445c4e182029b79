package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.ConnectionTranscript;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Comparison;
import org.wsbin.diff.DiffReport;
import org.wsbin.diff.Side;
import org.wsbin.diff.SideException;
import org.wsbin.diff.SideReader;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.text.JsonReader;

/**
 * A small fixed conversation: a message of each kind, a fragmented one, pings, a compressible one,
 * a large one, and a close with a private code. Both ends record it.
 */
final class DiffConversation {
  private static final int CODE = 4321;
  private static final String REASON = "wsbin diff";
  private static final int LARGE_BYTES = 200_000;
  private static final int MESSAGES = 5;
  private static final int PINGS = 2;
  private static final int PATIENCE_SECONDS = 3;

  private final ClientWebSocket socket;
  private final CountDownLatch answers = new CountDownLatch(MESSAGES + PINGS);

  private DiffConversation(ClientWebSocket socket) {
    this.socket = socket;
  }

  /**
   * Has the conversation, and compares both recordings of it.
   *
   * @param socket with its options, not yet connected
   */
  static DiffReport of(
      String url, Optional<String> base, ClientWebSocket socket, TranscriptSource source) {
    URI uri = TargetUri.of(url);
    TranscriptFile.inQuery(uri)
        .ifPresent(
            name -> {
              throw new InvalidSettingException(
                  "The URL has transcript="
                      + name
                      + ", but diff has a name of its own: give the URL without.");
            });
    URI transcripts =
        base.map(text -> TranscriptSource.uri(text.replaceFirst("/+$", "")))
            .orElseGet(() -> Diff.transcripts(uri));
    DiffConversation conversation = new DiffConversation(socket);
    ConnectionTranscript transcript = new ConnectionTranscript();
    socket.control().transcript(transcript);
    String name = name(source.post(transcripts), transcripts);
    conversation.talk(TranscriptFile.named(uri, Optional.of(name)));
    String json = source.get(URI.create(transcripts + "/" + name + "?wait=5s&until=closed"));
    Side client = SideReader.read("The client's transcript", transcript.json(name)).get(0);
    return Comparison.of(client, server(client, json));
  }

  private static Side server(Side client, String json) {
    try {
      return SideReader.match(client, SideReader.read("The server's transcript", json));
    } catch (SideException wrong) {
      throw new NotThereException(wrong.getMessage(), wrong);
    }
  }

  private static String name(String answer, URI uri) {
    try {
      if (JsonReader.read(answer) instanceof Map<?, ?> members
          && members.get("name") instanceof String name) {
        return name;
      }
    } catch (IllegalArgumentException notJson) {
      throw new NotThereException(uri.getRawAuthority() + " is no wsbin.", notJson);
    }
    throw new NotThereException(uri.getRawAuthority() + " is no wsbin.");
  }

  private void talk(URI uri) {
    socket.onPong(payload -> answers.countDown());
    try {
      socket.connect(uri);
    } catch (WebSocketException failure) {
      throw new NotThereException(UserMessages.notConnected(failure, uri), failure);
    }
    Thread receiving = new Thread(this::receive, "wsbin-receive");
    receiving.setDaemon(true);
    receiving.start();
    try {
      send();
      answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      socket.close(CODE, REASON);
      receiving.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (WebSocketException broken) {
      socket.abort(); // what was recorded says how it ended
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      socket.abort();
    }
  }

  private void send() {
    byte[] random = new byte[LARGE_BYTES];
    new Random(1).nextBytes(random);
    text("hello from wsbin diff", true);
    socket.ping(ByteBuffer.wrap("one".getBytes(UTF_8)));
    socket.send(ByteBuffer.wrap(random, 0, 32), MessageKind.BINARY, true);
    text("in ", false);
    text("three ", false);
    text("fragments", true);
    socket.ping(ByteBuffer.wrap("two".getBytes(UTF_8)));
    text("compressible ".repeat(100), true);
    for (int at = 0; at < LARGE_BYTES; at += LARGE_BYTES / 4) {
      boolean last = at + LARGE_BYTES / 4 >= LARGE_BYTES;
      socket.send(ByteBuffer.wrap(random, at, LARGE_BYTES / 4), MessageKind.BINARY, last);
    }
  }

  private void text(String part, boolean last) {
    socket.send(ByteBuffer.wrap(part.getBytes(UTF_8)), MessageKind.TEXT, last);
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try {
      ReceiveResult received = socket.receive(buffer);
      while (received.kind() != ReceiveResult.Kind.CLOSE) {
        if (received.endOfMessage()) {
          answers.countDown();
        }
        received = socket.receive(buffer.clear());
      }
    } catch (WebSocketException broken) {
      socket.abort(); // what was recorded says how it ended
    }
    while (answers.getCount() > 0) {
      answers.countDown(); // nothing more comes
    }
  }
}
