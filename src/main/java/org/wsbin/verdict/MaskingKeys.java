package org.wsbin.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.transcript.RecordedConnection;

/**
 * Whether masking keys are fresh and unpredictable (RFC 6455 section 5.3). Among 1000 random keys,
 * two are equal once in 8600 connections; among more, one such pair is forgiven.
 */
final class MaskingKeys {
  private static final int MANY = 1000;

  /** So many equal differences in a row are a counter. */
  private static final int MOST_EQUAL_STEPS = 2;

  static final ClientRule RULE =
      new ClientRule(
          "fresh-masking-keys",
          "RFC 6455 section 5.3",
          "Each frame has a masking key of its own, which nobody can predict.",
          new EachConnection(connection -> !masked(connection).isEmpty(), MaskingKeys::findings));

  private MaskingKeys() {}

  private static List<RecordedFrame> masked(RecordedConnection connection) {
    return connection.frames().stream()
        .filter(frame -> frame.received() && frame.maskingKey().isPresent())
        .toList();
  }

  private static List<Finding> findings(RecordedConnection connection) {
    List<Finding> found = new ArrayList<>();
    List<RecordedFrame> frames = masked(connection);
    String id = connection.request().id();
    List<Integer> zeros =
        frames.stream().filter(f -> key(f) == 0).map(RecordedFrame::number).toList();
    if (!zeros.isEmpty()) {
      found.add(new Finding(id, zeros, "The masking key is 0."));
    }
    repeated(frames)
        .forEach(
            (key, numbers) ->
                found.add(
                    new Finding(
                        id,
                        numbers,
                        "The masking key %08x is used for %d frames."
                            .formatted(key, numbers.size()))));
    List<Integer> counted = counted(frames);
    if (!counted.isEmpty()) {
      found.add(
          new Finding(id, counted, "Each masking key differs from the one before by the same."));
    }
    return found;
  }

  private static int key(RecordedFrame frame) {
    return frame.maskingKey().orElse(0);
  }

  private static Map<Integer, List<Integer>> repeated(List<RecordedFrame> frames) {
    Map<Integer, List<Integer>> byKey = new HashMap<>();
    for (RecordedFrame frame : frames) {
      if (key(frame) != 0) {
        byKey.computeIfAbsent(key(frame), unused -> new ArrayList<>()).add(frame.number());
      }
    }
    byKey.values().removeIf(numbers -> numbers.size() < 2);
    boolean byChance =
        frames.size() > MANY
            && byKey.size() == 1
            && byKey.values().stream().allMatch(numbers -> numbers.size() == 2);
    return byChance ? Map.of() : byKey;
  }

  /** The frames whose keys count up or down. */
  private static List<Integer> counted(List<RecordedFrame> frames) {
    List<Integer> run = new ArrayList<>();
    for (int i = 2; i < frames.size(); i++) {
      int step = key(frames.get(i)) - key(frames.get(i - 1));
      boolean goesOn = step != 0 && step == key(frames.get(i - 1)) - key(frames.get(i - 2));
      if (goesOn) {
        run.add(frames.get(i).number());
      } else if (run.size() < MOST_EQUAL_STEPS) {
        run.clear();
      }
    }
    return run.size() < MOST_EQUAL_STEPS ? List.of() : run;
  }
}
