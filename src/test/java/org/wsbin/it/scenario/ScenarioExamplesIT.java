package org.wsbin.it.scenario;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Every step does what its examples say, on both engines, and so on every server. */
@ExtendWith(ServerExtension.class)
class ScenarioExamplesIT {
  private final RunningServer server;

  ScenarioExamplesIT(RunningServer server) {
    this.server = server;
  }

  static Stream<Examples.Case> examples() {
    return Examples.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anExampleIsWhatHappens(Examples.Case example) throws IOException {
    String path = example.engine() + "/" + example.example().path();
    new Conversation(server.ws(path), example.example().transcript()).play();
  }
}
