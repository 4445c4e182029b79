package org.wsbin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.Setting;
import org.wsbin.settings.ValueType.Form;

/** What values.schema.json allows in {@code settings} is what {@link Setting} declares. */
class HelmSchemaTest {
  private static final String SCHEMA = "deploy/helm/wsbin/values.schema.json";

  static List<Setting<?>> settings() {
    return AllSettings.IN_ORDER;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void eachSettingIsInTheSchemaAsTheCodeDeclaresIt(Setting<?> setting) throws IOException {
    assertThat(YamlDocument.file(SCHEMA).at("properties.settings.properties." + setting.name()))
        .as("%s of settings in %s", setting.name(), SCHEMA)
        .isEqualTo(declared(setting));
  }

  @Test
  void everySettingInTheSchemaIsDeclared() throws IOException {
    Set<String> known = new HashSet<>();
    AllSettings.IN_ORDER.forEach(setting -> known.add(setting.name()));

    YamlDocument settings = YamlDocument.file(SCHEMA).in("properties.settings");
    assertThat(settings.in("properties").content().keySet()).isEqualTo(known);
    assertThat(settings.at("additionalProperties")).isEqualTo(false);
  }

  /** With null, so that an override can remove a default of values.yaml. */
  private static Map<String, Object> declared(Setting<?> setting) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", setting.summary());
    Form form = setting.type().form();
    switch (form.type()) {
      case "integer" -> {
        schema.put("type", List.of("integer", "null"));
        schema.put("minimum", form.least().map(Integer::valueOf).orElseThrow());
        schema.put("maximum", form.most().map(Integer::valueOf).orElseThrow());
      }
      case "size" -> {
        schema.put("type", List.of("integer", "string", "null"));
        schema.put("minimum", 0);
        schema.put("pattern", "^[0-9]{1,12}([kmgKMG]([iI]?[bB])?|[bB])?$");
      }
      case "duration" -> {
        schema.put("type", List.of("string", "integer", "null"));
        schema.put("pattern", "^(0|[0-9]{1,12}([mM]?[sS]|[mMhH])|[pP].+)$");
        schema.put("minimum", 0);
        schema.put("maximum", 0);
      }
      case "choice" -> choice(schema, form.choices());
      case "text" -> text(schema, setting.type().placeholder().endsWith(",…"));
      default -> throw new AssertionError("A new type of value: " + form.type());
    }
    return schema;
  }

  private static void choice(Map<String, Object> schema, List<String> choices) {
    if (Set.copyOf(choices).equals(Set.of("true", "false"))) {
      schema.put("type", List.of("boolean", "null"));
    } else {
      List<Object> words = new ArrayList<>(choices);
      words.add(null);
      schema.put("enum", words);
    }
  }

  private static void text(Map<String, Object> schema, boolean list) {
    if (list) {
      schema.put("type", Arrays.asList("string", "array", "null"));
      schema.put("items", Map.of("type", "string"));
    } else {
      schema.put("type", List.of("string", "null"));
    }
  }
}
