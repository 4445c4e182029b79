package org.wsbin.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A network that has, takes and fails as the test says, and keeps what it is asked for. */
final class FakeTransport implements Transport {
  /** Each request in order, such as {@code "resume"} and {@code "whenWritable 5 bytes"}. */
  final List<String> calls = new ArrayList<>();

  /** How many bytes each write took. */
  final List<Integer> writes = new ArrayList<>();

  /** How often it was read from. */
  int reads;

  /** How many bytes it takes from now on. */
  long room = Long.MAX_VALUE;

  /** Whether it says that something is on its way even when it has taken all, as TLS may. */
  boolean holdsBack;

  /** Whether it may be tried before it says that there is room. */
  boolean takesMore;

  /** Whether our side can end alone. */
  boolean halves = true;

  /** Whether it is still there. */
  boolean open = true;

  /** What happens while it closes, before the call returns. */
  Runnable closing = () -> {};

  /** What each read and write throws, if anything. */
  Optional<IOException> fault = Optional.empty();

  private final Deque<ByteBuffer> arrived = new ArrayDeque<>();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean peerEnded;

  /** The peer has sent this; it comes in a read of its own. */
  void arrive(byte[] bytes) {
    arrived.add(ByteBuffer.wrap(bytes));
  }

  /** The peer has ended its side, after what it has sent. */
  void endInput() {
    peerEnded = true;
  }

  /** Everything that was written. */
  byte[] taken() {
    return taken.toByteArray();
  }

  /** The frames that were written; see {@link ServerFrames}. */
  List<String> frames() {
    return ServerFrames.of(taken());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    reads++;
    fail();
    if (arrived.isEmpty()) {
      return peerEnded ? -1 : 0;
    }
    ByteBuffer next = arrived.peek();
    int count = Math.min(next.remaining(), into.remaining());
    into.put(next.slice(next.position(), count));
    next.position(next.position() + count);
    if (!next.hasRemaining()) {
      arrived.remove();
    }
    return count;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    fail();
    byte[] bytes = new byte[(int) Math.min(room, from.remaining())];
    from.get(bytes);
    taken.writeBytes(bytes);
    writes.add(bytes.length);
    room -= bytes.length;
    return !from.hasRemaining() && !holdsBack;
  }

  @Override
  public boolean writeRest() throws IOException {
    fail();
    calls.add("writeRest");
    return !holdsBack;
  }

  @Override
  public void whenWritable(ByteBuffer next) {
    calls.add("whenWritable " + next.remaining() + " bytes");
  }

  @Override
  public void resume() {
    calls.add("resume");
  }

  @Override
  public void endOutput() {
    calls.add("endOutput");
  }

  @Override
  public boolean takesMore() {
    return takesMore;
  }

  @Override
  public boolean endsOutput() {
    return halves;
  }

  @Override
  public void close() {
    closing.run();
    calls.add("close");
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private void fail() throws IOException {
    if (fault.isPresent()) {
      throw fault.get();
    }
  }
}
