package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.wsbin.text.JsonReader;
import org.xml.sax.InputSource;

/** The result as text, JSON, HTML and SVG. */
class LoadReportTest {
  private static final String EVIL = "handshake: <script>\u001b[2J";

  private static LoadResult result(Optional<Double> rate, LoadResult.Generator generator) {
    return LoadSamples.result(
        LoadSamples.echo(rate),
        LoadSamples.millis(1, 2, 3, 100),
        1000,
        Map.of(EVIL, 1L, "no answer", 20L),
        generator);
  }

  @Test
  void theTextSaysRatesPercentilesAndErrorsTheMostFrequentFirst() {
    List<String> lines = LoadText.of(result(Optional.of(100.0), LoadSamples.idle()));
    assertThat(lines)
        .contains(
            "  connections  10 opened of 10",
            "  messages     1 000 sent (100/s), 1 000 back (100/s)",
            "  round trip   p50 2.00 ms, p90 100 ms, p99 100 ms, p99.9 100 ms, max 100 ms",
            "  errors       21")
        .containsSubsequence(
            "               20 × no answer", "               1 × handshake: <script>?[2J");
  }

  @Test
  void aClosedLoopIsSaidToOmitAndAnOpenOneNotTo() {
    assertThat(LoadNotes.of(result(Optional.empty(), LoadSamples.idle())))
        .singleElement()
        .asString()
        .contains("is not free of coordinated omission");
    assertThat(LoadNotes.of(result(Optional.of(100.0), LoadSamples.idle())))
        .singleElement()
        .asString()
        .contains("it is free of coordinated omission");
  }

  @Test
  void aGeneratorThatIsTheBottleneckSaysSo() {
    LoadResult.Generator late =
        new LoadResult.Generator(0.97, LoadSamples.millis(7, 7), 12, 9.7, 3000);
    assertThat(LoadNotes.warnings(result(Optional.of(5000.0), late)))
        .anyMatch(warning -> warning.contains("busy for 97.0 % of the time"))
        .anyMatch(warning -> warning.contains("by more than 7.00 ms"))
        .anyMatch(warning -> warning.contains("collector of the generator worked for 30.0 %"))
        .anyMatch(warning -> warning.contains("12 messages went out late"))
        .anyMatch(warning -> warning.contains("5 000 a second were to be sent, but 100 were"))
        .hasSize(5);
  }

  @Test
  void aGeneratorThatWaitsForAProcessorSaysSo() {
    LoadResult.Generator starved = new LoadResult.Generator(0.5, LoadSecond.histogram(), 0, 2, 0);
    assertThat(LoadNotes.warnings(result(Optional.of(100.0), starved)))
        .singleElement()
        .asString()
        .contains("other programs took the processor", "30.0 %");
  }

  @Test
  void theJsonHasAllOfIt() {
    Object json =
        JsonReader.read(
            LoadJson.of(
                result(Optional.of(100.0), LoadSamples.idle()),
                List.of(Threshold.parse("p99>50ms").orElseThrow())));
    assertThat(json)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKeys("latencyMicros", "connectMicros", "generator", "timeline", "warnings")
        .containsEntry("coordinatedOmission", false)
        .extractingByKey("thresholds")
        .asString()
        .contains("failed=true");
  }

  @Test
  void pageAndDiagramsAreWellFormedAndNothingFromThePeerIsMarkup() throws Exception {
    LoadResult result = result(Optional.of(100.0), LoadSamples.idle());
    for (String xml :
        List.of(
            LoadPlot.file(result),
            LoadHtml.of(result, List.of()).replaceFirst("<!DOCTYPE html>", ""))) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(xml)))
                  .getElementsByTagName("polyline")
                  .getLength())
          .isEqualTo(5);
      assertThat(xml).doesNotContain("<script", "\u001b", "NaN", "Infinity", "http://localhost");
    }
  }

  @Test
  void diagramsOfNothingAreWellFormed() throws Exception {
    LoadResult nothing =
        LoadSamples.result(
            LoadSamples.echo(Optional.empty()),
            LoadSecond.histogram(),
            0,
            Map.of(),
            LoadSamples.idle());
    String svg = LoadPlot.file(nothing);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aLongRunKeepsItsWorstSecondsInFewPoints() {
    List<LoadPoint> all =
        IntStream.range(0, 5000)
            .mapToObj(i -> new LoadPoint(i, 10, 1, 2, i == 3333 ? 999 : 3, 0))
            .toList();
    List<LoadPoint> thinned = LoadPlot.thinned(all);
    assertThat(thinned).hasSizeLessThanOrEqualTo(LoadPlot.MOST_POINTS);
    assertThat(thinned).anyMatch(point -> point.max() == 999);
    assertThat(thinned).allMatch(point -> point.received() == 10);
  }
}
