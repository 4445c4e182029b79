package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever one end sends, the other end gets, however the bytes are split on the way. */
class RandomStreamsTest {
  private static final int TRIES = 300;

  @Provide
  Arbitrary<List<Sent>> messages() {
    return SentArbitraries.messages();
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return SentArbitraries.sizes();
  }

  @Property(tries = TRIES)
  void serverGetsWhatAClientSends(
      @ForAll("messages") List<Sent> messages, @ForAll("sizes") List<Integer> sizes) {
    Sender client = new Sender(FrameEncoder.client(), Optional.empty()).send(messages);
    Receiver server = new Receiver(Role.SERVER, Receiver.NO_LIMITS, Optional.empty());
    assertGets(server, client, sizes);
  }

  @Property(tries = TRIES)
  void clientGetsWhatAServerSends(
      @ForAll("messages") List<Sent> messages, @ForAll("sizes") List<Integer> sizes) {
    Sender server = new Sender(FrameEncoder.server(), Optional.empty()).send(messages);
    assertGets(Receiver.client(), server, sizes);
  }

  @Property(tries = TRIES)
  void serverGetsWhatAClientCompresses(
      @ForAll("messages") List<Sent> messages,
      @ForAll("sizes") List<Integer> sizes,
      @ForAll boolean serverAlone,
      @ForAll boolean clientAlone) {
    PerMessageDeflate agreed = new PerMessageDeflate(serverAlone, clientAlone);
    try (MessageDeflater deflater = agreed.deflater(Role.CLIENT);
        MessageInflater inflater = agreed.inflater(Role.SERVER)) {
      Sender client = new Sender(FrameEncoder.client(), Optional.of(deflater)).send(messages);
      Receiver server = new Receiver(Role.SERVER, Receiver.NO_LIMITS, Optional.of(inflater));
      assertGets(server, client, sizes);
    }
  }

  @Property(tries = TRIES)
  void clientGetsWhatAServerCompresses(
      @ForAll("messages") List<Sent> messages,
      @ForAll("sizes") List<Integer> sizes,
      @ForAll boolean serverAlone,
      @ForAll boolean clientAlone) {
    PerMessageDeflate agreed = new PerMessageDeflate(serverAlone, clientAlone);
    try (MessageDeflater deflater = agreed.deflater(Role.SERVER);
        MessageInflater inflater = agreed.inflater(Role.CLIENT)) {
      Sender server = new Sender(FrameEncoder.server(), Optional.of(deflater)).send(messages);
      Receiver client = new Receiver(Role.CLIENT, Receiver.NO_LIMITS, Optional.of(inflater));
      assertGets(client, server, sizes);
    }
  }

  private static void assertGets(Receiver receiver, Sender sender, List<Integer> sizes) {
    receiver.receiveInPieces(sender.bytes(), sizes);
    assertThat(receiver.messages()).isEqualTo(sender.expected());
  }
}
