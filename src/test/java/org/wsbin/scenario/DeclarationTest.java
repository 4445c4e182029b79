package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.scenario.Declaration.Group.END;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.settings.ValueType;

class DeclarationTest {

  @Test
  void whatIsNotSaidIsAStepForBothEngines() {
    Declaration plain = Declaration.of("plain", END, "It ends.").done();
    assertThat(plain.pattern()).isEqualTo("plain");
    assertThat(plain.engines()).containsExactlyInAnyOrder(Engine.values());
    assertThat(plain.ends()).isFalse();
    assertThat(plain.rfc()).isEmpty();
    assertThat(plain.names()).containsExactly("plain");
  }

  @Test
  void whatIsSaidIsKept() {
    Parameter<Integer> one = Parameter.inPath("one", ValueType.integer("N", 1, 2));
    Parameter<Integer> two = Parameter.inPath("two", ValueType.integer("N", 1, 2));
    Declaration step =
        Declaration.of("step", END, "It ends.")
            .path(one, two)
            .query(one)
            .alias("other/step")
            .wireOnly()
            .ending()
            .rfc("RFC 6455 section 7")
            .example("step/1/2", "< end")
            .example("step/2/1", "< end")
            .done();
    assertThat(step.pattern()).isEqualTo("step/{one}/{two}");
    assertThat(step.query()).containsExactly(one);
    assertThat(step.names()).containsExactly("step", "other/step");
    assertThat(step.engines()).containsExactly(Engine.WIRE);
    assertThat(step.ends()).isTrue();
    assertThat(step.rfc()).hasValue("RFC 6455 section 7");
    assertThat(step.examples())
        .containsExactly(
            new Example("step/1/2", List.of("< end")), new Example("step/2/1", List.of("< end")));
  }
}
