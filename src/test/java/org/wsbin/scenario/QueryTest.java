package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void noneHasNothing() {
    assertThat(Query.NONE.value("count")).isEmpty();
    assertThat(Query.parse(Optional.empty())).isEqualTo(Query.NONE);
    assertThat(parse("").values()).isEmpty();
    assertThat(parse("&&").values()).isEmpty();
    assertThat(parse("=value&=").values()).as("what has no name").isEmpty();
  }

  @Test
  void namesAndTheirValuesInOrder() {
    assertThat(parse("a=1&b=2&a=3").values())
        .isEqualTo(Map.of("a", List.of("1", "3"), "b", List.of("2")));
    assertThat(parse("b=1&a=2").values().keySet()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource({
    "name=value, value",
    "name=a%20b, a b",
    "name=a+b, a b",
    "name=%E2%82%AC, €",
    "name=€, €",
    "n%61me=x, x",
    "name=a=b, a=b",
    "name=a%26b, a&b",
    "x=y&name=z&, z",
    "name=, ''",
    "name, ''"
  })
  void valuesAreDecoded(String raw, String value) {
    assertThat(parse(raw).value("name")).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Name=x", "other=name", "=name", "=x"})
  void otherNamesAreOtherNames(String raw) {
    assertThat(parse(raw).value("name")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "100%", "%ff", "%c3"})
  void brokenEncodingIsNamed(String broken) {
    for (String raw : List.of("name=" + broken, broken + "=value", "a=b&" + broken)) {
      assertThatThrownBy(() -> parse(raw))
          .isInstanceOf(BadParameterException.class)
          .hasMessage(
              "The query contains \""
                  + broken
                  + "\", which is not valid percent-encoding:"
                  + " write each byte of UTF-8 as % and two hexadecimal digits.");
    }
  }

  @Test
  void oneValueIsAllowed() {
    assertThatThrownBy(() -> parse("a=1&a=1&a=1").value("a"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The parameter a occurs 3 times; give it once.");
  }

  @Test
  void theMostSimilarNameIsSuggested() {
    Query query = Query.parse(Optional.of("chink=1"));
    Set<String> known = new LinkedHashSet<>(List.of("check", "chunk", "chunks"));
    assertThatThrownBy(() -> query.checkSpelling(known))
        .hasMessageEndingWith("; did you mean \"chunk\"?");
  }

  private static Query parse(String raw) {
    return Query.parse(Optional.of(raw));
  }
}
