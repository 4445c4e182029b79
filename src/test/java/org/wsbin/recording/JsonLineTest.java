package org.wsbin.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void valuesOfAllKinds() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("a", List.of(1, 2.5, true, Optional.empty(), Optional.of("x")));
    members.put("b", Map.of());
    assertThat(JsonLine.of(members)).isEqualTo("{\"a\":[1,2.5,true,null,\"x\"],\"b\":{}}");
  }

  @Test
  void textsAreEscaped() {
    assertThat(JsonLine.of("\"\\\n\u001b\u007fä\ud83d"))
        .isEqualTo("\"\\\"\\\\\\u000a\\u001b\\u007fä\\ud83d\"");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> JsonLine.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
