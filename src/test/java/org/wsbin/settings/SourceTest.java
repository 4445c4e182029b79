package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.settings.Source.Found;

class SourceTest {

  @Test
  void eachPlaceHasItsNames() {
    assertThat(Source.flags(Map.of("max-message", "1k")).find(Setting.MAX_MESSAGE))
        .hasValue(new Found("The option --max-message", "1k"));
    assertThat(Source.environment(Map.of("WSBIN_MAX_MESSAGE", "1k")).find(Setting.MAX_MESSAGE))
        .hasValue(new Found("The environment variable WSBIN_MAX_MESSAGE", "1k"));
    Map<String, String> properties = Map.of("wsbin.max-message", "1k");
    assertThat(Source.properties("system property", properties::get).find(Setting.MAX_MESSAGE))
        .hasValue(new Found("The system property wsbin.max-message", "1k"));
  }

  @Test
  void platformsSetPortAndHost() {
    Source environment = Source.environment(Map.of("PORT", "80", "HOST", "0.0.0.0", "TLS", "true"));
    assertThat(environment.find(Setting.PORT))
        .hasValue(new Found("The environment variable PORT", "80"));
    assertThat(environment.find(Setting.HOST))
        .hasValue(new Found("The environment variable HOST", "0.0.0.0"));
    assertThat(environment.find(Setting.TLS)).isEmpty();
  }

  @Test
  void ourOwnVariablesComeBeforeThePlatforms() {
    Map<String, String> both = Map.of("PORT", "80", "WSBIN_PORT", "81");
    assertThat(Source.environment(both).find(Setting.PORT))
        .hasValue(new Found("The environment variable WSBIN_PORT", "81"));
    Map<String, String> blank = Map.of("PORT", "80", "WSBIN_PORT", " ");
    assertThat(Source.environment(blank).find(Setting.PORT))
        .hasValue(new Found("The environment variable PORT", "80"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blankCountsAsUnset(String blank) {
    assertThat(Source.flags(Map.of("port", blank)).find(Setting.PORT)).isEmpty();
    assertThat(Source.environment(Map.of("PORT", blank)).find(Setting.PORT)).isEmpty();
    assertThat(Source.properties("property", name -> blank).find(Setting.PORT)).isEmpty();
  }

  @Test
  void valuesAreTrimmed() {
    assertThat(Source.flags(Map.of("port", " 80\n")).find(Setting.PORT))
        .hasValue(new Found("The option --port", "80"));
  }
}
