package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SettingTest {
  static final List<Setting<?>> ALL = AllSettings.IN_ORDER;

  @Test
  void theNameGivesFlagVariableAndProperty() {
    assertThat(Setting.MAX_MESSAGE.flag()).isEqualTo("--max-message");
    assertThat(Setting.MAX_MESSAGE.environmentVariable()).isEqualTo("WSBIN_MAX_MESSAGE");
    assertThat(Setting.MAX_MESSAGE.property()).isEqualTo("wsbin.max-message");
  }

  @Test
  void allAreListedOnce() {
    long declared =
        Stream.of(Setting.class, SharingSettings.class)
            .flatMap(type -> Arrays.stream(type.getFields()))
            .map(Field::getType)
            .filter(Setting.class::equals)
            .count();
    assertThat(ALL).doesNotHaveDuplicates().hasSize((int) declared);
    assertThat(AllSettings.environmentVariables()).hasSize((int) declared);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aDefaultIsAllowed(Setting<?> setting) {
    if (!setting.fallback().isEmpty()) {
      assertThat(setting.type().parser().apply(setting.fallback())).isPresent();
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aSummaryIsPartOfALineOfHelp(Setting<?> setting) {
    assertThat(setting.summary()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
  }
}
