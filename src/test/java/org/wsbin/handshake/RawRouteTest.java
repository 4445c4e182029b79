package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.RawReply;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.settings.Settings;

/** Answers of raw routes; the engine notes what it is asked for. */
class RawRouteTest {
  private static final Refused LATER = new Refused(503, "later");
  private static final Extension OFFER = new Extension("x", List.of());

  private final FakeTimer timer = new FakeTimer();
  private final Settings settings = Settings.load(List.of());
  private final List<String> steps = new ArrayList<>();
  private final ServerObserver observer =
      new ServerObserver() {
        @Override
        public Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
          steps.add(step);
          return Optional.of(ConnectionObserver.NONE);
        }
      };
  private final Connections connections = new Connections(settings, timer, observer);
  private final FakeContainer container = new FakeContainer();
  private final List<RawReply> replies = new ArrayList<>();

  @Test
  void theEngineAnswersWithoutSubprotocolAndCompression() throws Exception {
    assertThat(answer((opening, plain) -> switching(plain, Optional.empty()))).isEmpty();
    HandshakeReply reply = replies.get(0).reply();
    assertThat(reply.accepted())
        .isEqualTo(new Accepted("accept", Optional.empty(), List.of(OFFER)));
    assertThat(reply.compression()).isEqualTo(Compression.NONE);
    assertThat(reply.headers()).isEmpty();
  }

  @Test
  void theExtensionsAreAHeader() throws Exception {
    answer((opening, plain) -> switching(plain, Optional.of("x; y=1")));
    assertThat(replies.get(0).reply().headers())
        .containsExactly(Map.entry("Sec-WebSocket-Extensions", "x; y=1"));
  }

  @Test
  void itSeesTheRequest() throws Exception {
    List<String> seen = new ArrayList<>();
    answer(
        (opening, plain) -> {
          seen.add(opening.path() + "?" + opening.query().orElse("") + " " + opening.engine());
          return switching(plain, Optional.empty());
        });
    assertThat(seen).containsExactly("/wsbin/wire/echo?a=b WIRE");
  }

  @Test
  void itIsObservedByItsName() throws Exception {
    answer((opening, plain) -> switching(plain, Optional.empty()));
    assertThat(steps).containsExactly("cases");
  }

  @Test
  void aRefusalIsSentInstead() throws Exception {
    assertThat(answer((opening, plain) -> RawReply.refusal(plain, LATER))).hasValue(LATER);
    assertThat(replies).isEmpty();
    assertThat(steps).isEmpty();
  }

  @Test
  void aWrongRequestIsRefused() {
    assertThatThrownBy(
            () ->
                answer(
                    (opening, plain) -> {
                      throw new BadParameterException("wrong");
                    }))
        .isInstanceOf(BadParameterException.class);
  }

  @Test
  void aDelayedAnswerWaitsOnce() throws Exception {
    BiFunction<OpeningRequest, HandshakeReply, RawReply> later =
        (opening, plain) -> switching(plain.later(Duration.ofSeconds(2)), Optional.empty());
    assertThat(answer(later)).isEmpty();
    assertThat(replies).isEmpty();
    timer.advance(Duration.ofSeconds(2));
    assertThat(container.calls).endsWith("dispatch");
    assertThat(answer(later)).isEmpty();
    assertThat(replies).hasSize(1);
  }

  @Test
  void anEngineThatPassesNoBytesOnSaysSo() throws Exception {
    Upgrade other = (request, response, reply, behaviour) -> Optional.empty();
    assertThat(answer((opening, plain) -> switching(plain, Optional.empty()), other))
        .map(Refused::status)
        .hasValue(501);
  }

  private static RawReply switching(HandshakeReply plain, Optional<String> extensions) {
    return RawReply.switching(
        plain,
        extensions,
        heads -> {
          throw new AssertionError("The engine makes it, when it sends the 101.");
        });
  }

  private Optional<Refused> answer(BiFunction<OpeningRequest, HandshakeReply, RawReply> answer)
      throws IOException, ServletException {
    return answer(answer, new Notes());
  }

  private Optional<Refused> answer(
      BiFunction<OpeningRequest, HandshakeReply, RawReply> answer, Upgrade engine)
      throws IOException, ServletException {
    SharedServices services =
        new SharedServices(
            timer, settings.limits(), Runnable::run, new MemoryBudget(Long.MAX_VALUE), observer);
    return new Scenarios(Map.of(Engine.WIRE, engine), connections, services)
        .answer(
            new RawRoute("cases", answer),
            container.request(),
            container.response(),
            new Accepted("accept", Optional.of("chat"), List.of(OFFER)));
  }

  private final class Notes implements Upgrade {
    @Override
    public Optional<Refused> answer(
        HttpServletRequest request,
        HttpServletResponse response,
        HandshakeReply reply,
        Behaviour behaviour) {
      throw new AssertionError("This is not a scenario.");
    }

    @Override
    public Optional<Refused> answerRaw(
        HttpServletRequest request,
        HttpServletResponse response,
        RawReply reply,
        OpeningRequest opening,
        Optional<ConnectionObserver> observer) {
      assertThat(observer).isPresent();
      replies.add(reply);
      return Optional.empty();
    }
  }
}
