package org.wsbin.symptom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What to change in which product, by symptom. */
public final class Remedies {
  private static final String FILE = "remedies.txt";
  private static final String SYMPTOM = "= ";

  /**
   * What to change in a product.
   *
   * @param product such as nginx
   * @param seen whether it has said that it stands between
   */
  public record Remedy(String product, String setting, boolean seen) {}

  private final Map<String, List<Remedy>> bySymptom = new LinkedHashMap<>();

  private Remedies(List<String> lines) {
    String symptom = "";
    for (String line : lines) {
      if (line.startsWith(SYMPTOM)) {
        symptom = line.substring(SYMPTOM.length());
        bySymptom.put(symptom, new ArrayList<>());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" \\| ", 2);
        bySymptom.get(symptom).add(new Remedy(parts[0], parts[1], false));
      }
    }
  }

  /** All that is known. */
  public static Remedies load() {
    try (InputStream file = Remedies.class.getResourceAsStream(FILE)) {
      return new Remedies(new String(file.readAllBytes(), UTF_8).lines().toList());
    } catch (IOException unreadable) {
      throw new IllegalStateException("The remedies cannot be read.", unreadable);
    }
  }

  /** For a symptom, by product; none if nothing is known. */
  public List<Remedy> of(Symptom symptom) {
    return List.copyOf(bySymptom.getOrDefault(symptom.id(), List.of()));
  }

  /** The same, those of products that were seen first, and marked. */
  public List<Remedy> of(Symptom symptom, List<SeenProduct> products) {
    Set<String> names = products.stream().map(SeenProduct::name).collect(Collectors.toSet());
    List<Remedy> known = new ArrayList<>();
    for (Remedy each : of(symptom)) {
      known.add(new Remedy(each.product(), each.setting(), names.contains(each.product())));
    }
    known.sort(Comparator.comparing(each -> !each.seen()));
    return known;
  }

  /** The symptoms that have some, as the file names them. */
  List<String> symptoms() {
    return List.copyOf(bySymptom.keySet());
  }
}
