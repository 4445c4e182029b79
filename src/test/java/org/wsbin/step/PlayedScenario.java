package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakePeer;
import org.wsbin.scenario.FakePeer.Sent;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

/** A scenario that runs towards a {@link FakePeer}, in a time that passes when the test says so. */
final class PlayedScenario {
  final MemoryBudget memory = new MemoryBudget(4 << 20);
  static final ScenarioParser PARSER =
      new ScenarioParser(new Catalogue(Steps.all("a container", "a node")), Set.of(), "");

  final FakeTimer timer;
  final FakePeer peer;
  final Behaviour run;

  /** What waits to be run on a thread of its own. */
  final Queue<Runnable> bulk = new ArrayDeque<>();

  private PlayedScenario(String path, FakeOpeningRequest opening, FakeTimer timer, Timer seen) {
    this(path, opening, timer, seen, limits(Map.of()));
  }

  private PlayedScenario(
      String path, FakeOpeningRequest opening, FakeTimer timer, Timer seen, Limits limits) {
    this.timer = timer;
    this.peer = new FakePeer(timer);
    this.run =
        scenario(path)
            .run(opening, new SharedServices(seen, limits, bulk::add, memory, ServerObserver.NONE));
  }

  /** Prepared, and not opened. */
  static PlayedScenario prepared(String path) {
    FakeTimer timer = new FakeTimer();
    return new PlayedScenario(path, new FakeOpeningRequest(), timer, timer);
  }

  static PlayedScenario prepared(String path, FakeTimer timer, Timer seen) {
    return new PlayedScenario(path, new FakeOpeningRequest(), timer, seen);
  }

  /** With these settings besides the usual ones. */
  static PlayedScenario open(String path, Map<String, String> flags) {
    FakeTimer timer = new FakeTimer();
    return new PlayedScenario(path, new FakeOpeningRequest(), timer, timer, limits(flags)).opened();
  }

  static PlayedScenario open(String path) {
    return prepared(path).opened();
  }

  static PlayedScenario open(String path, FakeOpeningRequest opening) {
    FakeTimer timer = new FakeTimer();
    return new PlayedScenario(path, opening, timer, timer).opened();
  }

  PlayedScenario opened() {
    run.opened(peer);
    return this;
  }

  static Scenario scenario(String path) {
    int question = path.indexOf('?');
    Query query =
        question < 0 ? Query.NONE : Query.parse(Optional.of(path.substring(question + 1)));
    return PARSER.parse(Engine.WIRE, question < 0 ? path : path.substring(0, question), query);
  }

  /** How a handshake with that path is answered. */
  static HandshakeReply reply(String path, FakeOpeningRequest opening) {
    Accepted accepted = new Accepted("accept", Optional.of("chat"), List.of());
    return scenario(path).shape(HandshakeReply.to(accepted), opening);
  }

  private static Limits limits(Map<String, String> flags) {
    return Settings.load(
            List.of(
                Source.flags(flags),
                Source.flags(
                    Map.of(
                        "max-duration", "10m",
                        "close-timeout", "5s",
                        "pong-timeout", "15s",
                        "max-fault-duration", "3m"))))
        .limits();
  }

  void closed() {
    run.closed();
  }

  void text(String text) {
    slice(MessageKind.TEXT, text.getBytes(UTF_8), true);
  }

  void part(String text) {
    slice(MessageKind.TEXT, text.getBytes(UTF_8), false);
  }

  void binary(int... bytes) {
    byte[] octets = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      octets[i] = (byte) bytes[i];
    }
    slice(MessageKind.BINARY, octets, true);
  }

  void slice(MessageKind kind, byte[] bytes, boolean last) {
    peer.comes(() -> run.message(peer, kind, ByteBuffer.wrap(bytes), last));
  }

  void passes(String iso) {
    timer.advance(Duration.parse(iso));
  }

  /** Runs so many of what waits for a thread of its own, or all. */
  void runBulk(int most) {
    for (int i = 0; i < most && !bulk.isEmpty(); i++) {
      bulk.remove().run();
    }
  }

  /** The texts of what was sent. */
  List<String> texts() {
    return peer.sent.stream().map(Sent::text).toList();
  }

  /** The closes, as code and reason. */
  List<String> closes() {
    Collection<String> closes = new ArrayList<>();
    peer.closed.forEach(
        closed -> closes.add((closed.status().code() + " " + closed.status().reason()).strip()));
    return List.copyOf(closes);
  }
}
