package org.wsbin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.Profile;
import org.wsbin.settings.Setting;

class ReadmeTest {
  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void tableOfSettingsIsTheOneThatTheCodeDeclares() {
    List<String> rows =
        Stream.concat(
                Stream.of("| option | environment | default | what it sets |", "|---|---|---|---|"),
                AllSettings.IN_ORDER.stream().map(ReadmeTest::row))
            .toList();
    assertThat(readme)
        .as("copy the expected table into README.md")
        .contains(String.join("\n", rows));
  }

  @Test
  void theDefaultsOfTheProfileForStrangersAreThere() {
    String sentence =
        readme.replaceAll("(?s).*`--profile public` changes these defaults: (.*?)\\.\n.*", "$1");
    Map<String, String> told = new TreeMap<>();
    for (String each : sentence.split(",\\s", -1)) {
      String[] pair = each.split(" ", -1);
      told.put(pair[0].replace("`", ""), pair[1]);
    }
    assertThat(told).isEqualTo(new TreeMap<>(Profile.PUBLIC.defaults()));
  }

  private static String row(Setting<?> setting) {
    String where = setting.scope() == Setting.Scope.STANDALONE ? " †" : "";
    String placeholder =
        setting.type().placeholder().isEmpty() ? "" : " " + setting.type().placeholder();
    String none = setting.summary().contains("of heap") ? "from the heap" : "none";
    String fallback = setting.fallback().isEmpty() ? none : "`" + setting.fallback() + "`";
    return String.format(
        "| `%s%s`%s | `%s` | %s | %s |",
        setting.flag(),
        placeholder,
        where,
        setting.environmentVariable(),
        fallback,
        setting.summary().replace("https://*.example.com", "`https://*.example.com`"));
  }
}
