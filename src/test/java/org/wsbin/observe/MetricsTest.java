package org.wsbin.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.deploy.MetricNames;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;
import org.wsbin.step.FakeOpeningRequest;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void end() {
    metrics.close();
  }

  @Test
  void aConnectionCountsWhileItIsOpen() {
    ConnectionObserver first = accepted(Engine.WIRE, "echo");
    ConnectionObserver second = accepted(Engine.CONTAINER, "echo");
    assertThat(sample("wsbin_connections{engine=\"wire\",step=\"echo\"}")).isZero();
    first.opened(0);
    second.opened(0);
    assertThat(sample("wsbin_connections{engine=\"wire\",step=\"echo\"}")).isEqualTo(1);
    assertThat(sample("wsbin_connections{engine=\"ws\",step=\"echo\"}")).isEqualTo(1);
    assertThat(sample("wsbin_handshakes_total{status=\"101\"}")).isEqualTo(2);

    first.ended(ConnectionState.OPEN.ended(), EndOfStream.SEND_TIMEOUT, 1);
    assertThat(sample("wsbin_connections{engine=\"wire\",step=\"echo\"}")).isZero();
    assertThat(sample("wsbin_connections_opened_total{engine=\"wire\",step=\"echo\"}"))
        .isEqualTo(1);
    assertThat(sample("wsbin_connection_ends_total{engine=\"wire\",how=\"send-timeout\"}"))
        .isEqualTo(1);
  }

  @Test
  void oneThatNeverOpenedDoesNotCount() {
    ConnectionObserver failed = accepted(Engine.WIRE, "echo");
    failed.ended(ConnectionState.CONNECTING.ended(), EndOfStream.RESET, 1);
    assertThat(sample("wsbin_connections{engine=\"wire\",step=\"echo\"}")).isZero();
    assertThat(metrics.scrape("")).doesNotContain("wsbin_connection_ends");
  }

  @Test
  void messagesAreCountedAtTheirEndsAndBytesAsTheyCome() {
    ConnectionObserver connection = accepted(Engine.WIRE, "echo");
    connection.opened(0);
    frame(connection, Direction.RECEIVED, new FrameHeader(false, false, Opcode.TEXT, 3), 3);
    frame(connection, Direction.RECEIVED, new FrameHeader(true, false, Opcode.PING, 2), 2);
    assertThat(sample("wsbin_messages_total{direction=\"received\",engine=\"wire\"}")).isZero();
    frame(connection, Direction.RECEIVED, new FrameHeader(true, false, Opcode.CONTINUATION, 0), 0);
    frame(connection, Direction.SENT, new FrameHeader(true, false, Opcode.BINARY, 5), 5);
    connection.rawBytes(ByteBuffer.allocate(7), 0);
    connection.rawReceived(4, 0);
    assertThat(sample("wsbin_messages_total{direction=\"received\",engine=\"wire\"}")).isEqualTo(1);
    assertThat(sample("wsbin_messages_total{direction=\"sent\",engine=\"wire\"}")).isEqualTo(1);
    assertThat(sample("wsbin_payload_bytes_total{direction=\"received\",engine=\"wire\"}"))
        .isEqualTo(9);
    assertThat(sample("wsbin_payload_bytes_total{direction=\"sent\",engine=\"wire\"}"))
        .isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1014, 1014", "3000, 3xxx", "3999, 3xxx", "4000, 4xxx", "4999, 4xxx"})
  void anApplicationsCloseCodesShareALabel(int code, String label) {
    assertThat(EngineMeters.label(CloseFrame.of(code, ""))).isEqualTo(label);
  }

  @Test
  void closesAndViolationsAreCounted() {
    ConnectionObserver connection = accepted(Engine.WIRE, "echo");
    connection.close(Direction.RECEIVED, CloseFrame.WITHOUT_CODE, 0);
    connection.close(Direction.SENT, CloseFrame.of(4001, "a reason"), 0);
    connection.violation(new Violation(Rule.INVALID_UTF8, "?"), ByteBuffer.allocate(0), 0);
    assertThat(sample("wsbin_closes_total{code=\"none\",direction=\"received\",engine=\"wire\"}"))
        .isEqualTo(1);
    assertThat(sample("wsbin_closes_total{code=\"4xxx\",direction=\"sent\",engine=\"wire\"}"))
        .isEqualTo(1);
    assertThat(sample("wsbin_violations_total{rule=\"invalid-utf8\"}")).isEqualTo(1);
  }

  @Test
  void otherAnswersAreCountedByStatus() {
    metrics.answered(new FakeOpeningRequest(), new Refused(403, "no"));
    metrics.answered(new FakeOpeningRequest(), new Refused(403, "no"));
    assertThat(sample("wsbin_handshakes_total{status=\"403\"}")).isEqualTo(2);
  }

  @Test
  void memoryAndTheTimersLagAreShown() {
    FakeTimer timer = new FakeTimer(Duration.ofMillis(30));
    try (Connections connections =
        new Connections(
            Settings.load(List.of(Source.flags(Map.of("memory", "1m")))),
            timer,
            ServerObserver.NONE)) {
      metrics.watch(connections);
      connections.memory().chargeAnyway(1000);
      connections.takePending();
      timer.advance(Duration.ofMillis(131));
      assertThat(sample("wsbin_memory_used_bytes")).isEqualTo(1000);
      assertThat(sample("wsbin_memory_limit_bytes")).isEqualTo(1 << 20);
      assertThat(sample("wsbin_queued_bytes")).isZero();
      assertThat(sample("wsbin_pending_handshakes")).isEqualTo(1);
      assertThat(sample("wsbin_timer_lag_seconds_bucket{le=\"0.01\"}")).isZero();
      assertThat(sample("wsbin_timer_lag_seconds_bucket{le=\"0.1\"}")).isEqualTo(1);
      assertThat(sample("jvm_threads_live_threads")).isPositive();
    }
  }

  /** The dashboard and docs/operations.md speak of these. */
  @Test
  void everyNamedMetricExistsAndEveryMetricIsDocumented() throws IOException {
    closesAndViolationsAreCounted();
    aConnectionCountsWhileItIsOpen();
    memoryAndTheTimersLagAreShown();
    Set<String> samples = PrometheusText.samples(metrics.scrape("")).keySet();
    MetricNames.OWN.forEach(
        (name, labels) ->
            assertThat(samples)
                .as(name)
                .anyMatch(
                    sample ->
                        sample.replaceAll("\\{.*", "").equals(name)
                            && labels.stream().allMatch(label -> sample.contains(label + "="))));
    String documented = Files.readString(Path.of("docs/operations.md"));
    assertThat(samples)
        .filteredOn(sample -> sample.startsWith("wsbin_"))
        .allSatisfy(
            sample ->
                assertThat(documented)
                    .contains(
                        "`" + sample.replaceAll("(_bucket|_count|_sum|_max)?(\\{.*)?$", "") + "`"));
  }

  @Test
  void openMetricsIsForThoseWhoAskForIt() {
    assertThat(Metrics.contentType("application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1"))
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(metrics.scrape("application/openmetrics-text")).endsWith("# EOF\n");
    assertThat(Metrics.contentType("*/*")).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.scrape("*/*")).doesNotContain("# EOF");
  }

  private ConnectionObserver accepted(Engine engine, String step) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.engine = engine;
    return metrics.accepted(opening, step).orElseThrow();
  }

  private static void frame(
      ConnectionObserver observer, Direction direction, FrameHeader header, int bytes) {
    observer.frame(direction, header, OptionalInt.empty(), 0);
    observer.payload(direction, ByteBuffer.allocate(bytes), true, 0);
  }

  private double sample(String key) {
    Map<String, Double> samples = PrometheusText.samples(metrics.scrape(""));
    assertThat(samples).containsKey(key);
    return samples.get(key);
  }
}
