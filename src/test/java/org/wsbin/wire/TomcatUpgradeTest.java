package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.text;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TomcatUpgradeTest {
  private static final int BYTES = 100;

  private final Wired wired = new Wired(Optional.empty());
  private final Channel channel = new Channel();
  private final Socket socket = new Socket(channel);
  private final TomcatUpgrade upgrade = new TomcatUpgrade();

  @BeforeEach
  void start() throws Exception {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> upgrade);
    TomcatUpgrade.start(request, wired.connection);
    upgrade.setSocketWrapper(socket);
  }

  @Test
  void aRecordThatLeavesInPiecesIsWrittenAsLongAsThereIsRoom() throws IOException {
    channel.pieces = List.of(1, 1, 1);
    assertThat(upgrade.write(bytes("abc"))).isTrue();
    assertThat(channel.left).isZero();
  }

  @Test
  void notEverythingIsWrittenWhileAPieceOfARecordIsLeft() throws IOException {
    channel.pieces = List.of(1, 1, 0);
    ByteBuffer from = bytes("abc");
    assertThat(upgrade.write(from)).isFalse();
    assertThat(from.hasRemaining()).as("TLS has taken it").isFalse();
    channel.pieces = List.of(0);
    assertThat(upgrade.writeRest()).isFalse();
    channel.pieces = List.of(1);
    assertThat(upgrade.writeRest()).isTrue();
  }

  @Test
  void afterTheFirstReadOfTheChannelThePollerWatches() {
    upgrade.init(null);
    upgrade.upgradeDispatch(SocketEvent.OPEN_READ);
    assertThat(socket.executed).isEmpty();
    assertThat(socket.reads).isEqualTo(1);
  }

  /** What arrived behind it may be in the channel, encrypted: the network is silent about it. */
  @Test
  void behindWhatArrivedWithTheRequestTheChannelIsReadAtOnce() {
    wired.behaviour.reaction = (peer, kind, slice, last) -> peer.send(kind, slice, last);
    channel.getBufHandler().unReadReadBuffer(ByteBuffer.wrap(text("early")));
    channel.input.add(text("later"));
    upgrade.init(null);
    upgrade.upgradeDispatch(SocketEvent.OPEN_READ);
    assertThat(channel.written()).endsWith("early");
    assertThat(socket.reads).isZero();
    socket.executed.remove().run();
    assertThat(channel.written()).endsWith("later");
    assertThat(socket.executed).isEmpty();
    assertThat(socket.reads).isEqualTo(1);
  }

  @Test
  void theSameAfterAStallFromTheBeginning() {
    wired.behaviour.reaction = (peer, kind, slice, last) -> peer.send(kind, slice, last);
    wired.behaviour.opening = () -> wired.connection.stall(true);
    channel.input.add(text("early"));
    upgrade.init(null);
    upgrade.upgradeDispatch(SocketEvent.OPEN_READ);
    wired.connection.stall(false);
    socket.executed.remove().run();
    assertThat(channel.written()).endsWith("early");
    assertThat(socket.executed).isEmpty();
  }

  @Test
  void aConnectionThatNoThreadMayReadEnds() {
    socket.refusal = Optional.of(new RejectedExecutionException("on purpose, in a test"));
    resumeUnread();
    assertThat(socket.isClosed()).isTrue();
    wired.connection.sweep();
    assertThat(wired.connection.closed()).isTrue();
  }

  @Test
  void aConnectionThatNoThreadCanReadEnds() {
    socket.error = Optional.of(new OutOfMemoryError("on purpose, in a test"));
    resumeUnread();
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void aConnectionWhoseReadOnAThreadFailsEnds() {
    resumeUnread();
    socket.fault = true;
    socket.executed.remove().run();
    assertThat(socket.isClosed()).isTrue();
  }

  private void resumeUnread() {
    wired.behaviour.opening = () -> wired.connection.stall(true);
    upgrade.init(null);
    upgrade.upgradeDispatch(SocketEvent.OPEN_READ);
    wired.connection.stall(false);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  /** Tomcat's side of it, which keeps what it is asked for. */
  private static final class Socket extends NioSocketWrapper {
    private final Queue<Runnable> executed = new ArrayDeque<>();
    private Optional<RejectedExecutionException> refusal = Optional.empty();
    private Optional<Error> error = Optional.empty();
    private boolean fault;
    private boolean over;
    private int reads;

    Socket(NioChannel channel) {
      super(channel, new NioEndpoint());
    }

    @Override
    public void execute(Runnable task) {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      if (error.isPresent()) {
        throw error.get();
      }
      executed.add(task);
    }

    @Override
    public void registerReadInterest() {
      if (fault) {
        throw new IllegalStateException("on purpose, in a test");
      }
      reads++;
    }

    @Override
    public void close() {
      over = true;
    }

    @Override
    public boolean isClosed() {
      return over;
    }
  }

  /** Like that of TLS: takes everything, and writes so much of it as the test says. */
  private static final class Channel extends NioChannel {
    private final Queue<byte[]> input = new ArrayDeque<>();
    private final StringBuilder written = new StringBuilder();

    /** How many bytes each write to the network takes; then all. */
    private List<Integer> pieces = List.of();

    private int left;

    Channel() {
      super(new SocketBufferHandler(BYTES, BYTES, false));
    }

    private String written() {
      return written.toString();
    }

    @Override
    public int read(ByteBuffer into) {
      byte[] next = input.isEmpty() ? new byte[0] : input.remove();
      into.put(next);
      return next.length;
    }

    @Override
    public int write(ByteBuffer from) {
      int count = from.remaining();
      written.append(US_ASCII.decode(from));
      left += count;
      flushOutbound();
      return count;
    }

    @Override
    public int getOutboundRemaining() {
      return left;
    }

    @Override
    public boolean flushOutbound() {
      int piece = Math.min(left, pieces.isEmpty() ? left : pieces.get(0));
      pieces = new ArrayList<>(pieces).subList(pieces.isEmpty() ? 0 : 1, pieces.size());
      left -= piece;
      return piece > 0;
    }
  }
}
