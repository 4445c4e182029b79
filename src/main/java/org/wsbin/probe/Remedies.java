package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to change in which product, by symptom. */
public final class Remedies {
  private static final String FILE = "remedies.txt";
  private static final String SYMPTOM = "= ";

  /**
   * What to change in a product.
   *
   * @param product such as nginx
   */
  public record Remedy(String product, String setting) {}

  private final Map<String, List<Remedy>> bySymptom = new LinkedHashMap<>();

  private Remedies(List<String> lines) {
    String symptom = "";
    for (String line : lines) {
      if (line.startsWith(SYMPTOM)) {
        symptom = line.substring(SYMPTOM.length());
        bySymptom.put(symptom, new ArrayList<>());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" \\| ", 2);
        bySymptom.get(symptom).add(new Remedy(parts[0], parts[1]));
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

  /** The symptoms that have some, as the file names them. */
  List<String> symptoms() {
    return List.copyOf(bySymptom.keySet());
  }
}
