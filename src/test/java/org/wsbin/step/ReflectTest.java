package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReflectTest {

  @Test
  void itSaysWhatWasSeen() {
    FakeOpeningRequest opening =
        new FakeOpeningRequest()
            .header("Cookie", "flavour=oat; a=b=c;  empty=; nameless")
            .header("X-Quoted", "\"\\");
    opening.query = "colour=green&colour=dark%20red";
    PlayedScenario reflect = PlayedScenario.open("reflect?colour=green", opening);
    assertThat(reflect.texts())
        .containsExactly(
            "{\"request\":\"GET /wire/path?colour=green&colour=dark%20red HTTP/1.1\","
                + "\"httpVersion\":\"HTTP/1.1\","
                + "\"headers\":[[\"Host\",\"localhost:8000\"],"
                + "[\"Cookie\",\"flavour=oat; a=b=c;  empty=; nameless\"],"
                + "[\"X-Quoted\",\"\\\"\\\\\"]],"
                + "\"cookies\":{\"flavour\":\"oat\",\"a\":\"b=c\",\"empty\":\"\"},"
                + "\"query\":{\"colour\":[\"green\",\"dark red\"]},"
                + "\"peer\":\"192.0.2.1:4711\","
                + "\"tls\":{\"version\":null,\"cipherSuite\":null},"
                + "\"engine\":\"wire\",\"container\":\"a container\",\"node\":\"a node\"}");
    assertThat(reflect.closes()).containsExactly("1000");
  }
}
