package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** How many fragments a message may have: {@code --max-fragments}, 131072 by default. */
@ExtendWith(ServerExtension.class)
class FragmentLimitIT {
  private static final int MAX_FRAGMENTS = 131_072;

  private final RunningServer server;

  FragmentLimitIT(RunningServer server) {
    this.server = server;
  }

  /** Fragments that cost a peer next to nothing, and the servers that do not tell wsbin of them. */
  enum Fragment {
    ONE_OCTET_OF_TEXT(Frame.TEXT, "x", "^$"),
    ONE_OCTET_OF_BINARY(Frame.BINARY, "x", "wildfly"), // gathers them in a buffer
    EMPTY_TEXT(Frame.TEXT, "", "wildfly"),
    EMPTY_BINARY(Frame.BINARY, "", "wildfly|jetty");

    private final int opcode;
    private final String payload;
    private final String hiddenBy;

    Fragment(int opcode, String payload, String hiddenBy) {
      this.opcode = opcode;
      this.payload = payload;
      this.hiddenBy = hiddenBy;
    }

    int sendTimes(int count, RawWebSocket socket) throws IOException {
      Bytes octets = Bytes.utf8(payload);
      for (int i = 0; i < count; i++) {
        socket.send(new Frame(i == count - 1, 0, i == 0 ? opcode : Frame.CONTINUATION, octets));
      }
      return count;
    }

    WholeMessage message(int fragments) {
      return new WholeMessage(opcode, Bytes.utf8(payload.repeat(fragments)));
    }

    boolean isSeenOn(String server) {
      return !Pattern.compile(hiddenBy).matcher(server).find();
    }
  }

  @ParameterizedTest
  @EnumSource(Fragment.class)
  void aMessageMayHaveAsManyFragmentsAsTheLimit(Fragment fragment) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      var sending = Background.start(() -> fragment.sendTimes(MAX_FRAGMENTS, socket));

      assertThat(socket.readMessage(LONG)).isEqualTo(fragment.message(MAX_FRAGMENTS));
      assertThat(sending).succeedsWithin(LONG);
    }
  }

  @ParameterizedTest
  @EnumSource(Fragment.class)
  void oneFragmentMoreThanTheLimitIsTooMany(Fragment fragment) throws IOException {
    assumeTrue(fragment.isSeenOn(server.name()), "the container keeps such fragments to itself");
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      CompletableFuture<?> sending =
          Background.start(() -> fragment.sendTimes(MAX_FRAGMENTS + 1, socket));
      Frame close = socket.readClose(LONG);

      assertThat(close.closeCode()).isEqualTo(1009);
      assertThat(close.closeReason()).contains("fragments");
      // with success or, after the close, without
      assertThat(sending.handle((sent, cutOff) -> "ended")).succeedsWithin(LONG);
    }
  }
}
