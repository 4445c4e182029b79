package org.wsbin.deploy;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A mapping of YAML 1.1, which Kubernetes reads too, or of JSON.
 *
 * @param content the mapping as the parser returns it
 */
record YamlDocument(Map<?, ?> content) {

  /** Reads a file with one document. */
  static YamlDocument file(String path) throws IOException {
    return documents(Files.readString(Path.of(path))).get(0);
  }

  /** Reads all documents; no key may occur twice. */
  static List<YamlDocument> documents(String text) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<YamlDocument> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(text)) {
      if (document != null) {
        documents.add(new YamlDocument((Map<?, ?>) document));
      }
    }
    return documents;
  }

  /**
   * The value at that path of keys, such as {@code spec.template.spec}; a number is an index of a
   * list, and a dot within a key is written as {@code \.}.
   *
   * @return null if there is none
   */
  Object at(String path) {
    Object value = content;
    for (String key : path.split("(?<!\\\\)\\.", -1)) {
      if (value instanceof List<?> list) {
        int index = Integer.parseInt(key);
        value = index < list.size() ? list.get(index) : null;
      } else {
        value = value instanceof Map<?, ?> map ? map.get(key.replace("\\.", ".")) : null;
      }
    }
    return value;
  }

  /** The mapping there. */
  YamlDocument in(String path) {
    return new YamlDocument((Map<?, ?>) at(path));
  }

  /** The entries of the list of mappings there, by their name. */
  Map<String, YamlDocument> named(String path) {
    return ((List<?>) at(path))
        .stream()
            .map(entry -> new YamlDocument((Map<?, ?>) entry))
            .collect(toMap(YamlDocument::name, entry -> entry));
  }

  private String name() {
    return String.valueOf(content.get("name"));
  }
}
