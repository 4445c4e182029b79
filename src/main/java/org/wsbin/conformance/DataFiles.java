package org.wsbin.conformance;

import java.util.EnumMap;
import java.util.Map;

/** The data files that are in use, each made once. Safe from any thread. */
public final class DataFiles {
  /** One of them: characters of a text, or octets. */
  record Loaded(String characters, Payload octets) {}

  private final Map<DataFile, Loaded> loaded = new EnumMap<>(DataFile.class);

  synchronized Loaded get(DataFile file) {
    return loaded.computeIfAbsent(
        file,
        made ->
            made.isText()
                ? new Loaded(made.characters(), Payload.EMPTY)
                : new Loaded("", Payload.of(made.octets())));
  }
}
