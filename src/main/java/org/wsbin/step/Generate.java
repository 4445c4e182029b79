package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.BULK;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Sends bulk data, and then a receipt. */
public final class Generate implements ConnectionStep {
  private static final long TIB = 1L << 40;

  private static final Parameter<Long> BYTES = Parameter.inPath("bytes", ValueType.size(1, TIB));
  private static final Parameter<Long> SEED =
      new Parameter<>(
          "seed",
          new ValueType<>(
              "SEED",
              "a whole number of at most 18 digits",
              text -> Optional.of(text).filter(t -> t.matches("\\d{1,18}")).map(Long::valueOf)),
          "0");
  private static final Parameter<MessageKind> KIND =
      new Parameter<>(
          "kind",
          ValueType.choice(
              "KIND",
              new TreeMap<>(Map.of("binary", MessageKind.BINARY, "text", MessageKind.TEXT))),
          "binary");
  private static final Parameter<Long> CHUNK =
      new Parameter<>("chunk", ValueType.size(1, TIB), "32k");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "generate",
            BULK,
            "Sends that many bytes, in messages of chunk bytes, as fast as the client reads them;"
                + " then a receipt in JSON with the SHA-256 of all. The same seed gives the same"
                + " bytes (SplitMix64). The connection lasts at most --max-duration.")
        .path(BYTES)
        .query(SEED, KIND, CHUNK)
        .example(
            "generate/20?kind=text&chunk=8&seed=1",
            "< …",
            "< …",
            "< …",
            "< {\"bytes\":20,\"messages\":3,\"seed\":1,\"sha256\":\"…\"}",
            "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Bulk(
        new Bulk.Plan(
            arguments.get(BYTES),
            arguments.get(CHUNK),
            arguments.get(SEED),
            arguments.get(KIND),
            true));
  }
}
