package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.OpeningHeads;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawReply;

/** The paths that drivers know. */
class SuiteServerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> done = new ArrayList<>();
  private final Results results = new Results(Long.MAX_VALUE);
  private final SuiteServer server =
      new SuiteServer(
          () -> CaseCatalogue.load().select(List.of("1.1.*", "12.1.1"), List.of()),
          results,
          (agent, id) -> agent.equals("excluded") && id.toString().equals("1.1.2"),
          all -> done.add("reports of " + all.agents()),
          Optional.of(() -> done.add("stop")));

  @Test
  void theNumberOfCasesIsATextAndAClose() {
    ScriptedPeer peer = play("getCaseCount", "");
    assertThat(said(peer)).containsExactly("1 9", "8 ");
    assertThat(peer.outputEnded).isTrue();
  }

  @Test
  void aCaseIsToldById() {
    assertThat(said(play("getCaseInfo", "case=2")).get(0))
        .startsWith(
            "1 {\"id\": \"1.1.2\", \"description\": \"Text messages: text frame of 125 bytes");
    assertThat(said(play("getCaseInfo", "casetuple=12.1.1")).get(0))
        .startsWith("1 {\"id\": \"12.1.1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getCaseInfo   | case=0                | The parameter case is "0"; it is a number from 1 to 9.
          runCase       | case=10&agent=a       | The parameter case is "10"; it is a number from 1 to 9.
          runCase       | case=one&agent=a      | The parameter case is "one"; it is a number from 1 to 9.
          runCase       | agent=a               | The parameter case is missing: a number from 1 to 9, or casetuple with an id such as 1.1.1.
          runCase       | casetuple=2.1&agent=a | The parameter casetuple is "2.1", which is no id of a selected case; 1.1.1 looks like one.
          runCase       | case=1                | The parameter agent is missing: the name of the client in the reports.
          runCase       | case=1&agent=         | The parameter agent is missing: the name of the client in the reports.
          runCase       | case=1&case=2&agent=a | The parameter case occurs 2 times; give it once.
          updateReports | x=y                   | The parameter agent is missing: the name of the client in the reports.
          getCaseTotal  | x=y                   | There is no path "getCaseTotal" here; the suite has getCaseCount, getCaseInfo, getCaseStatus, runCase, stopServer, updateReports.
          """)
  void aWrongRequestGetsASentenceAndLeavesNothing(String path, String query, String sentence) {
    assertThatThrownBy(() -> play(path, query))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(sentence);
    assertThat(results.agents()).isEmpty();
  }

  @Test
  void aCaseRunsAndItsStatusIsKnownThen() {
    ScriptedPeer waits = play("getCaseStatus", "case=1&agent=a");
    assertThat(said(waits)).isEmpty();

    ScriptedPeer echo = new ScriptedPeer(Role.SERVER).on(ScriptedPeer.TEXT, ScriptedPeer.echoes());
    echo.on(ScriptedPeer.CLOSE, ScriptedPeer.answersClose());
    play("runCase", "case=1&agent=a", echo, List.of());

    assertThat(results.failures()).isEmpty();
    assertThat(said(play("getCaseStatus", "case=1&agent=a")).get(0))
        .isEqualTo("1 {\"behavior\": \"OK\"}");
  }

  @Test
  void anExcludedAgentGetsACloseAndNoResult() {
    assertThat(said(play("runCase", "case=2&agent=excluded"))).containsExactly("8 ");
    assertThat(results.agents()).isEmpty();
  }

  @Test
  void reportsComeBeforeTheClose() {
    play("updateReports", "agent=a");
    assertThat(done).containsExactly("reports of []");
    play("updateReports", "agent=a&shutdownOnComplete=TRUE");
    assertThat(done).endsWith("stop");
  }

  /** They write the same files. */
  @Test
  void driversThatEndTogetherDoNotWriteAtTheSameTime() throws InterruptedException {
    List<String> order = new CopyOnWriteArrayList<>();
    AtomicReference<SuiteServer> tested = new AtomicReference<>();
    Thread second = new Thread(() -> updateReports(tested.get()));
    tested.set(
        new SuiteServer(
            List::of,
            results,
            SuiteServer.Excluded.NONE,
            all -> {
              order.add("begins");
              if (second.getState() == Thread.State.NEW) {
                second.start();
                await().until(() -> second.getState() == Thread.State.BLOCKED || order.size() > 1);
              }
              order.add("ends");
            },
            Optional.empty()));
    updateReports(tested.get());
    second.join();
    assertThat(order).containsExactly("begins", "ends", "begins", "ends");
  }

  private static void updateReports(SuiteServer server) {
    new ScriptedPeer(Role.SERVER)
        .play(
            server
                .answer("updateReports", Query.parse(Optional.of("agent=a")), plain(List.of()))
                .behaviour()
                .apply(new OpeningHeads("", "")),
            LONG);
  }

  @Test
  void onlyTheCommandCanBeStopped() {
    play("stopServer", "");
    assertThat(done).containsExactly("stop");
    SuiteServer ordinary =
        new SuiteServer(List::of, results, SuiteServer.Excluded.NONE, all -> {}, Optional.empty());
    assertThatThrownBy(() -> ordinary.answer("stopServer", Query.NONE, plain(List.of())))
        .hasMessage("Only a server that runs with \"wsbin conform serve\" can be stopped.");
  }

  @Test
  void theStrictModeHasPathsAndNumbersOfItsOwn() {
    SuiteServer both =
        server.withStrict(
            () -> CaseCatalogue.strict().select(List.of("1.1.*", "22.*", "23.1.*"), List.of()));
    ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
    peer.play(
        both.answer("strict/getCaseCount", Query.NONE, plain(List.of()))
            .behaviour()
            .apply(new OpeningHeads("request", "response")),
        Duration.ofSeconds(1));
    assertThat(said(peer)).as("those about requests are for servers").startsWith("1 23");
    assertThatThrownBy(
            () -> both.answer("strict/strict/getCaseCount", Query.NONE, plain(List.of())))
        .hasMessageStartingWith("There is no path");
  }

  @Test
  void aCaseAboutTheHeadWritesItItself() {
    SuiteServer strict =
        new SuiteServer(
            () -> CaseCatalogue.strict().select(List.of("23.1.1", "23.2.7", "20.1.1"), List.of()),
            results,
            SuiteServer.Excluded.NONE,
            all -> {},
            Optional.empty());
    RawReply usual =
        strict.answer("runCase", Query.parse(Optional.of("case=1&agent=a")), plain(List.of()));
    assertThat(usual.reply().delivery()).isEqualTo(HandshakeReply.Delivery.FIRST);
    RawReply reply =
        strict.answer("runCase", Query.parse(Optional.of("case=2&agent=a")), plain(List.of()));
    assertThat(reply.reply().delivery()).isEqualTo(HandshakeReply.Delivery.BY_BEHAVIOUR);
    RawReply slow =
        strict.answer("runCase", Query.parse(Optional.of("case=3&agent=a")), plain(List.of()));
    String head = "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n";
    ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
    peer.play(slow.behaviour().apply(new OpeningHeads("request", head)), Duration.ofMillis(100));
    assertThat(peer.writes.subList(0, head.length())).containsOnly(1);
  }

  @Test
  void compressionIsAnsweredWhereTheCaseHasItOnly() {
    List<Extension> offers =
        Extension.parse(List.of("permessage-deflate; server_max_window_bits=10")).orElseThrow();
    assertThat(header("casetuple=12.1.1&agent=a", offers))
        .isEqualTo("[permessage-deflate; server_max_window_bits=10]");
    assertThat(header("casetuple=1.1.1&agent=a", offers)).isEqualTo("[]");
    assertThatThrownBy(
            () ->
                header(
                    "casetuple=12.1.1&agent=a",
                    Extension.parse(List.of("permessage-deflate; server_max_window_bits=7"))
                        .orElseThrow()))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("server_max_window_bits=7");
  }

  /** One more than there is room for is closed with 1013, and is no result. */
  @Test
  void asManyCasesRunAsThereIsRoomFor() {
    List<ScriptedPeer> silent = new ArrayList<>();
    for (int i = 0; i < SuiteServer.MOST_RUNS; i++) {
      silent.add(open("runCase", "case=6&agent=a"));
    }
    assertThatThrownBy(() -> open("runCase", "case=6&agent=a"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The suite runs 32 cases, and no more at a time: try again later.");
    silent.forEach(peer -> peer.clock.advance(LONG));
    assertThat(said(open("runCase", "case=1&agent=a"))).containsExactly("1 ");
  }

  private String header(String query, List<Extension> offers) {
    HandshakeReply reply =
        server.answer("runCase", Query.parse(Optional.of(query)), plain(offers)).reply();
    return reply.headers().stream()
        .filter(header -> header.getKey().equals("Sec-WebSocket-Extensions"))
        .map(Map.Entry::getValue)
        .toList()
        .toString();
  }

  private ScriptedPeer play(String path, String query) {
    ScriptedPeer peer =
        new ScriptedPeer(Role.SERVER).on(ScriptedPeer.CLOSE, ScriptedPeer.answersClose());
    play(path, query, peer, List.of());
    return peer;
  }

  private void play(String path, String query, ScriptedPeer peer, List<Extension> offers) {
    RawReply reply = server.answer(path, Query.parse(Optional.of(query)), plain(offers));
    peer.play(reply.behaviour().apply(new OpeningHeads("", "")), Duration.ofMillis(500));
  }

  /** A peer that says nothing, and stays. */
  private ScriptedPeer open(String path, String query) {
    ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
    RawBehaviour behaviour =
        server
            .answer(path, Query.parse(Optional.of(query)), plain(List.of()))
            .behaviour()
            .apply(new OpeningHeads("", ""));
    peer.attach(behaviour);
    behaviour.opened(peer);
    peer.settle();
    return peer;
  }

  private static HandshakeReply plain(List<Extension> offers) {
    return HandshakeReply.to(new Accepted("accept", Optional.empty(), offers));
  }

  private static List<String> said(ScriptedPeer peer) {
    return peer.heard.stream()
        .map(frame -> frame.opcode() + " " + new String(frame.payload(), UTF_8))
        .toList();
  }
}
