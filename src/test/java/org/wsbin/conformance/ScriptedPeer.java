package org.wsbin.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawPeer;
import org.wsbin.scenario.Timer;

/**
 * A peer in memory, with a clock of its own: reads the frames that a run writes, and answers as its
 * test says. It does nothing that it was not told, but for ending TCP after the suite has.
 */
final class ScriptedPeer implements RawPeer {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final byte[] KEY = {0x0a, 0x1b, 0x2c, 0x3d};

  /** A frame of the suite, unmasked. */
  static final class Heard {
    private final boolean fin;
    private final int reserved;
    private final int opcode;
    private final byte[] payload;
    private final boolean masked;

    Heard(boolean fin, int reserved, int opcode, byte[] payload, boolean masked) {
      this.fin = fin;
      this.reserved = reserved;
      this.opcode = opcode;
      this.payload = payload;
      this.masked = masked;
    }

    boolean fin() {
      return fin;
    }

    int reserved() {
      return reserved;
    }

    int opcode() {
      return opcode;
    }

    byte[] payload() {
      return payload;
    }

    boolean masked() {
      return masked;
    }
  }

  /** What it does on a frame. */
  interface Action {
    void on(Heard frame, ScriptedPeer peer);

    default Action then(Action next) {
      return (frame, peer) -> {
        on(frame, peer);
        next.on(frame, peer);
      };
    }
  }

  final FakeTimer clock = new FakeTimer();
  final List<Heard> heard = new ArrayList<>();
  final Role suite;

  /** The writes as the network sees them: one for each flush. */
  final List<Integer> writes = new ArrayList<>();

  /** How many bytes it takes before the suite must wait. */
  int room = Integer.MAX_VALUE;

  boolean masks;
  boolean outputEnded;
  boolean aborted;

  private final Map<Integer, Action> byOpcode = new HashMap<>();
  private final Map<Integer, Action> byNumber = new HashMap<>();
  private final Queue<Runnable> events = new ArrayDeque<>();
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private RawBehaviour run;
  private Consumer<ScriptedPeer> opening = peer -> {};
  private int unflushed;
  private boolean ended;

  /** A peer of a suite in that role, which is silent. */
  ScriptedPeer(Role suite) {
    this.suite = suite;
    this.masks = suite == Role.SERVER;
  }

  ScriptedPeer on(int opcode, Action action) {
    byOpcode.put(opcode, action);
    return this;
  }

  /** On that frame, counted from 1, in place of what its opcode says. */
  ScriptedPeer onFrame(int number, Action action) {
    byNumber.put(number, action);
    return this;
  }

  /** Before anything is heard. */
  ScriptedPeer atFirst(Consumer<ScriptedPeer> action) {
    opening = action;
    return this;
  }

  static Action echoes() {
    return (frame, peer) -> peer.send(frame.opcode(), frame.payload());
  }

  static Action pongs() {
    return (frame, peer) -> peer.send(PONG, frame.payload());
  }

  static Action closes(int code) {
    return (frame, peer) -> peer.send(CLOSE, body(code, ""));
  }

  static Action closesWithoutCode() {
    return (frame, peer) -> peer.send(CLOSE, new byte[0]);
  }

  static Action drops() {
    return (frame, peer) -> peer.drop();
  }

  /** Answers a close with its own code, as most do; a server ends TCP then. */
  static Action answersClose() {
    Action echo = echoes();
    return (frame, peer) -> {
      echo.on(frame, peer);
      if (peer.suite == Role.CLIENT) {
        peer.drop();
      }
    };
  }

  static byte[] body(int code, String reason) {
    byte[] rest = reason.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(2 + rest.length).putShort((short) code).put(rest).array();
  }

  /** For a test that makes the calls itself. */
  void attach(RawBehaviour behaviour) {
    run = behaviour;
  }

  /** Plays until nothing is left to happen within that time. */
  void play(RawBehaviour behaviour, Duration time) {
    attach(behaviour);
    events.add(() -> run.opened(this));
    opening.accept(this);
    settle();
    clock.advance(time);
    if (!ended) {
      end(EndOfStream.TIMEOUT);
      settle();
    }
  }

  /** Sends a whole frame. */
  void send(int opcode, byte[] payload) {
    deliver(frame(0x80 | opcode, payload));
  }

  /** A frame with that first byte. */
  byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    int mask = masks ? 0x80 : 0;
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    if (masks) {
      frame.put(KEY);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ (masks ? KEY[i % 4] : 0)));
    }
    return java.util.Arrays.copyOf(frame.array(), frame.position());
  }

  /** Sends any bytes. */
  void deliver(byte[] bytes) {
    events.add(() -> run.received(ByteBuffer.wrap(bytes.clone())));
  }

  /** Ends TCP. */
  void drop() {
    events.add(run::inputEnded);
    end(EndOfStream.FIN);
  }

  /** Does something later, unless TCP has ended. */
  void later(Duration time, Runnable task) {
    after(time, task);
  }

  private void end(EndOfStream how) {
    events.add(
        () -> {
          if (!ended) {
            ended = true;
            run.ended(how);
          }
        });
  }

  /** One call at a time, until nothing is left to do. */
  void settle() {
    flush();
    readFrames();
    while (!events.isEmpty()) {
      events.poll().run();
      flush();
      readFrames();
    }
  }

  private void readFrames() {
    ByteBuffer bytes = ByteBuffer.wrap(unread.toByteArray());
    unread.reset();
    Optional<Heard> next = next(bytes);
    while (next.isPresent()) {
      Heard frame = next.get();
      heard.add(frame);
      Action silent = (any, peer) -> {};
      byNumber
          .getOrDefault(heard.size(), byOpcode.getOrDefault(frame.opcode(), silent))
          .on(frame, this);
      next = next(bytes);
    }
    unread.write(bytes.array(), bytes.position(), bytes.remaining());
  }

  private static Optional<Heard> next(ByteBuffer bytes) {
    int start = bytes.position();
    if (bytes.remaining() < 2) {
      return Optional.empty();
    }
    int first = bytes.get() & 0xff;
    int second = bytes.get() & 0xff;
    boolean masked = second >= 0x80;
    int marker = second & 0x7f;
    int more = (marker < 126 ? 0 : marker == 126 ? 2 : 8) + (masked ? 4 : 0);
    if (bytes.remaining() >= more) {
      int length =
          marker < 126 ? marker : marker == 126 ? bytes.getShort() & 0xffff : (int) bytes.getLong();
      byte[] key = new byte[4];
      if (masked) {
        bytes.get(key);
      }
      if (bytes.remaining() >= length) {
        byte[] payload = new byte[length];
        bytes.get(payload);
        for (int i = 0; i < length; i++) {
          payload[i] ^= key[i % 4];
        }
        return Optional.of(new Heard(first >= 0x80, first >> 4 & 7, first & 15, payload, masked));
      }
    }
    bytes.position(start);
    return Optional.empty();
  }

  /** As if TCP had not ended. */
  void revive() {
    ended = false;
  }

  /** There is room again for that many bytes. */
  void roomFor(int bytes) {
    room = bytes;
    events.add(run::ready);
    settle();
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    room -= copy.length;
    unflushed += copy.length;
    unread.writeBytes(copy);
  }

  @Override
  public void flush() {
    if (unflushed > 0) {
      writes.add(unflushed);
      unflushed = 0;
    }
  }

  @Override
  public boolean ready() {
    return room > 0;
  }

  @Override
  public void read(boolean wanted) {
    // a scripted peer sends when its test says so
  }

  @Override
  public void endOutput() {
    outputEnded = true;
    drop();
  }

  @Override
  public void abort() {
    aborted = true;
    end(EndOfStream.LOCAL);
  }

  @Override
  public Timer.Scheduled after(Duration time, Runnable task) {
    return clock.after(
        time,
        () -> {
          if (!ended) {
            task.run();
            settle();
          }
        });
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }
}
