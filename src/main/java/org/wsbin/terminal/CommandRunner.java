package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.protocol.MessageKind;

/** Runs the commands. Used by one thread, except for {@link #settle}. */
final class CommandRunner {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** The part of a session that does not send. */
  interface Listener {
    /** A ping is about to be sent; its pong will be shown. */
    void pinging(ByteBuffer payload);

    /** The session must end with this close. */
    void finish(int code, String reason);
  }

  private final ClientWebSocket socket;
  private final MessageKind kind;
  private final SessionEvents events;
  private final Console progress;
  private final Listener listener;
  private final ReentrantLock performing = new ReentrantLock();
  private boolean finished;

  CommandRunner(
      ClientWebSocket socket,
      boolean binary,
      SessionEvents events,
      Console progress,
      Listener listener) {
    this.socket = socket;
    this.kind = binary ? MessageKind.BINARY : MessageKind.TEXT;
    this.events = events;
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * Runs a command.
   *
   * @throws IOException if a file cannot be read to its end; the message is incomplete then
   */
  void perform(Command command) throws IOException {
    performing.lock();
    try {
      act(command);
    } finally {
      performing.unlock();
    }
  }

  /**
   * Waits until the current command is done and reported, because a response can be faster than the
   * report. Does not wait for input.
   */
  void settle(Duration most) {
    try {
      if (performing.tryLock(most.toNanos(), TimeUnit.NANOSECONDS)) {
        performing.unlock();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void act(Command command) throws IOException {
    if (command instanceof Command.Say say) {
      send(say.text(), true);
    } else if (command instanceof Command.Ping ping) {
      ByteBuffer payload = bytes(ping.text());
      listener.pinging(payload.duplicate());
      socket.ping(payload);
    } else if (command instanceof Command.Pong pong) {
      socket.pong(bytes(pong.text()));
    } else if (command instanceof Command.Fragment fragment) {
      List<String> parts = fragment.parts();
      for (int i = 0; i < parts.size(); i++) {
        send(parts.get(i), i == parts.size() - 1);
      }
    } else if (command instanceof Command.Upload upload) {
      upload(upload.file());
    } else if (command instanceof Command.Close close) {
      finished = true;
      listener.finish(close.code(), close.reason());
    } else if (command instanceof Command.Help) {
      events.note(String.join("\n", Command.HELP));
    } else if (command instanceof Command.Wrong wrong) {
      events.note(wrong.sentence());
    }
  }

  /** Whether a command has ended the session. */
  boolean isFinished() {
    return finished;
  }

  /** Sends part of a message, as text or as binary according to the options. */
  void send(ByteBuffer part, boolean last) {
    socket.send(part, kind, last);
  }

  private void send(String text, boolean last) {
    send(bytes(text), last);
  }

  /** The text as UTF-8; half of a surrogate pair becomes a question mark. */
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private void upload(Path file) throws IOException {
    try (FileChannel from = FileChannel.open(file)) {
      long size = from.size();
      Progress shown = new Progress(progress, name(file), size, System::nanoTime);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long sent = 0;
      boolean last;
      do {
        int count = Math.max(0, from.read(buffer.clear()));
        sent += count;
        last = count == 0 || sent >= size;
        socket.send(buffer.flip(), MessageKind.BINARY, last);
        shown.add(count);
      } while (!last);
      events.note("sent " + name(file) + ", " + shown.end());
    }
  }

  private static String name(Path file) {
    return TerminalText.text(
        Arrays.stream(file.toString().split("[/\\\\]", -1)).reduce((a, b) -> b).orElse(""), " ");
  }
}
