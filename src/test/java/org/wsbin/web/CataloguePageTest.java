package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Declaration.Group;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Reaction;
import org.wsbin.settings.ValueType;
import org.wsbin.step.Steps;

class CataloguePageTest {

  @Test
  void aStepHasEverythingThatAFormNeeds() {
    Declaration step =
        Declaration.of("step", Group.END, "It \"ends\".")
            .alias("other/step")
            .path(Parameter.inPath("n", ValueType.integer("N", 1, 9)))
            .query(new Parameter<>("flag", ValueType.flag(), "false"))
            .wireOnly()
            .ending()
            .rfc("RFC 6455 section 7")
            .example("step/1", "< end")
            .done();
    assertThat(CataloguePage.json(List.of(step), name -> false))
        .isEqualTo(
            "{\"steps\":[{\"name\":\"step\",\"aliases\":[\"other/step\"],\"group\":\"Ending\","
                + "\"pattern\":\"step/{n}\",\"summary\":\"It \\\"ends\\\".\",\"parameters\":["
                + "{\"name\":\"n\",\"in\":\"path\",\"type\":\"integer\",\"least\":\"1\","
                + "\"most\":\"9\",\"choices\":[],\"allowed\":\"a whole number from 1 to 9\"},"
                + "{\"name\":\"flag\",\"in\":\"query\",\"type\":\"choice\",\"least\":null,"
                + "\"most\":null,\"choices\":[\"true\",\"false\"],\"allowed\":\"true or false\","
                + "\"default\":\"false\"}],\"engines\":[\"wire\"],\"ends\":true,"
                + "\"rfc\":\"RFC 6455 section 7\",\"duty\":null,\"examples\":[{\"path\":\"step/1\","
                + "\"transcript\":[\"< end\"]}],\"enabled\":false}],"
                + "\"parameters\":[{\"name\":\"ping-interval\",\"in\":\"query\","
                + "\"type\":\"duration\",\"least\":\"0\",\"most\":\"1h\",\"choices\":[],"
                + "\"allowed\":\"a duration such as 500ms, 2s or PT2S, from 0 to 1h\","
                + "\"default\":\"--ping-interval\"}]}");
  }

  @Test
  void whatAStepHasNotIsEmptyOrNull() {
    Declaration plain = Declaration.of("plain", Group.FLOW, "It waits.").done();
    assertThat(CataloguePage.json(List.of(plain), name -> true))
        .contains("\"aliases\":[]", "\"parameters\":[]", "\"rfc\":null", "\"examples\":[]")
        .contains("\"engines\":[\"ws\",\"wire\"]", "\"ends\":false", "\"enabled\":true");
  }

  @Test
  void aFaultHasTheDutyOfAClient() {
    Declaration fault =
        Declaration.of("fault/x", Group.FAULT, "It breaks.")
            .duty(Duty.of("Fail.", Reaction.closesWith(1002)).tolerating(Reaction.ENDS_TCP))
            .done();
    assertThat(CataloguePage.json(List.of(fault), name -> true))
        .contains(
            "\"summary\":\"It breaks. A correct client: Fail.\"",
            "\"duty\":{\"sentence\":\"Fail.\",\"shows\":\"at once\",\"strict\":[{\"reaction\":"
                + "\"closes\",\"codes\":[1002],\"words\":\"closes with 1002\"}],\"lenient\":[{"
                + "\"reaction\":\"ends-tcp\",\"codes\":[],\"words\":\"ends TCP at once, without a"
                + " close frame\"}]}");
  }

  @Test
  void stepsStandInTheirGroups() {
    Declaration late = Declaration.of("late", Group.END, "It ends.").done();
    Declaration early = Declaration.of("early", Group.HANDSHAKE, "It begins.").done();
    Declaration second = Declaration.of("second", Group.HANDSHAKE, "It follows.").done();
    assertThat(CataloguePage.json(List.of(late, early, second), name -> true))
        .containsSubsequence("early", "second", "late");
  }

  @Test
  void everyStepIsThere() {
    String json =
        CataloguePage.json(
            Steps.all("container", "node").stream().map(step -> step.declaration()).toList(),
            name -> !name.equals("echo"));
    assertThat(json.split("\"pattern\":", -1)).hasSize(Steps.all("", "").size() + 1);
    assertThat(json.split("\"enabled\":false", -1)).hasSize(2);
  }
}
