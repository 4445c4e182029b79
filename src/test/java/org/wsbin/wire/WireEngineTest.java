package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.RawReply;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.step.FakeOpeningRequest;

/** In a container whose network is not known. A fault lasts a minute. */
class WireEngineTest {
  private static final HandshakeReply PLAIN =
      HandshakeReply.to(new Accepted("accept", Optional.empty(), List.of()));

  private final FakeTimer timer = new FakeTimer();
  private final WireEngine engine =
      new WireEngine(
          new Connections(Wired.settings(), timer, ServerObserver.NONE),
          Runnable::run,
          Runnable::run);
  private final Requests container = new Requests();

  @Test
  void withoutANetworkItSaysWhereItWorks() throws Exception {
    Refused refused = answer(PLAIN).orElseThrow();
    assertThat(refused.status()).isEqualTo(501);
    assertThat(refused.sentence()).contains("Tomcat", "Jetty", "WildFly", "/ws");
  }

  @Test
  void whatIsToLeaveInOneWriteNeedsTheNetworkToo() throws Exception {
    assertThat(answer(PLAIN.with(Delivery.WITH_FIRST_FRAMES))).map(Refused::status).hasValue(501);
  }

  @Test
  void ifTheContainerCannotBeSilentTheRequestWaits() throws Exception {
    assertThat(answer(PLAIN.with(Delivery.NEVER))).isEmpty();
    timer.advance(Duration.ofSeconds(59));
    assertThat(container.calls).containsExactly("startAsync", "setTimeout", "addListener");
    timer.advance(Duration.ofSeconds(1));
    assertThat(container.calls).endsWith("dispatch");
  }

  @Test
  void withoutANetworkThereIsNoRawBehaviour() throws Exception {
    RawReply raw =
        RawReply.switching(
            PLAIN,
            Optional.empty(),
            heads -> {
              throw new AssertionError("It could never be opened.");
            });
    FakeOpeningRequest opening = new FakeOpeningRequest();
    assertThat(
            engine.answerRaw(
                container.request(), container.response(), raw, opening, Optional.empty()))
        .map(Refused::status)
        .hasValue(501);
  }

  private Optional<Refused> answer(HandshakeReply reply) throws Exception {
    return engine.answer(container.request(), container.response(), reply, new Recorder());
  }
}
