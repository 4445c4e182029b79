package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.HeaderChange.Remove;
import org.wsbin.scenario.HeaderChange.Repeat;
import org.wsbin.scenario.HeaderChange.Replace;

class HeaderChangeTest {
  private static final Map.Entry<String, String> ONE = Map.entry("One", "1");
  private static final Map.Entry<String, String> TWO = Map.entry("Two", "2");
  private static final List<Map.Entry<String, String>> HEADERS = List.of(ONE, TWO);

  @Test
  void aHeaderMayBeLeftOut() {
    assertThat(new Remove("One").applyTo(HEADERS)).containsExactly(TWO);
    assertThat(new Remove("Another").applyTo(HEADERS)).isEqualTo(HEADERS);
  }

  @Test
  void aHeaderMayHaveAnotherValue() {
    assertThat(new Replace("One", "x").applyTo(HEADERS))
        .containsExactly(TWO, Map.entry("One", "x"));
    assertThat(new Replace("More", "x").applyTo(HEADERS))
        .containsExactly(ONE, TWO, Map.entry("More", "x"));
  }

  @Test
  void aHeaderMayComeTwice() {
    assertThat(new Repeat("One").applyTo(HEADERS)).containsExactly(ONE, TWO, ONE);
    assertThat(new Repeat("Another").applyTo(HEADERS)).isEqualTo(HEADERS);
  }
}
