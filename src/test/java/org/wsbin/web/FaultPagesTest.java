package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.fault.Faults;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;

class FaultPagesTest {
  private static final String JSON = "application/json";

  private final List<Declaration> faults = faults();

  private static List<Declaration> faults() {
    try (Faults all = new Faults(Settings.load(List.of()).limits())) {
      return all.steps().stream().map(Step::declaration).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/wire/fault/ | application/json | application/json",
        "/wire/fault/masked | application/json | application/json",
        "/wire/fault/masked | application/json, text/html;q=0.5 | application/json",
        "/wire/fault/masked?format=json | text/html | application/json",
        "/wire/fault/masked?format=json | */* | application/json",
        "/wire/fault/masked?format=html | application/json | text/html;charset=utf-8",
        "/wire/fault/masked | text/html, application/json | text/html;charset=utf-8",
        "/wire/fault/masked | */* | text/html;charset=utf-8"
      })
  void theQueryComesBeforeTheAcceptHeader(String path, String accept, String type)
      throws IOException {
    FakeExchange exchange = get(path, accept);
    assertThat(exchange.answer()).startsWith("200 ");
    assertThat(exchange.header("Content-Type", "")).isEqualTo(type);
    assertThat(exchange.header("Vary", "")).isEqualTo("Accept");
  }

  @Test
  void oneFaultIsAnObject() throws IOException {
    assertThat(get("/wire/fault/length-2-63", JSON).body())
        .isEqualTo(
            "{\"name\":\"fault/length-2-63\","
                + "\"url\":\"ws://localhost/wire/fault/length-2-63\",\"parameters\":[],"
                + "\"summary\":\"A binary frame announces 2^63 bytes: the highest bit must be 0.\","
                + "\"rfc\":\"RFC 6455 section 5.2\",\"duty\":{\"sentence\":"
                + "\"Fail the connection, with 1002.\",\"shows\":\"at once\",\"strict\":[{"
                + "\"reaction\":\"closes\",\"codes\":[1002],\"words\":\"closes with 1002\"}],"
                + "\"lenient\":[{\"reaction\":\"closes\",\"codes\":[1003,1007,1008,1009,1010,1011],"
                + "\"words\":\"closes with 1003, 1007, 1008, 1009, 1010 or 1011\"},{\"reaction\":"
                + "\"ends-tcp\",\"codes\":[],\"words\":\"ends TCP at once, without a close frame\"}]},"
                + "\"examples\":[{\"path\":\"message/hello/fault/length-2-63\",\"transcript\":["
                + "\"< hello\",\"< octets 827f8000000000000000\"]}]}");
  }

  @Test
  void aValueInThePathIsForTheSameFault() throws IOException {
    assertThat(get("/wire/fault/rsv/2", JSON).body())
        .isEqualTo(get("/wire/fault/rsv", JSON).body())
        .contains(
            "\"parameters\":[{\"name\":\"value\",\"in\":\"path\"",
            "\"choices\":[\"1\",\"2\",\"3\"]");
  }

  @Test
  void theListHasThemAll() throws IOException {
    String list = get("/wire/fault/", JSON).body();
    assertThat(list).startsWith("{\"faults\":[{\"name\":\"fault/").doesNotContain("\"duty\":null");
    assertThat(list.split("\"duty\":", -1)).hasSize(faults.size() + 1);
  }

  @Test
  void anUnknownFaultIs404AndNamesAll() throws IOException {
    assertThat(get("/wire/fault/\"mask\"", JSON).answer())
        .startsWith("404 {\"error\":\"There is no fault ")
        .contains("\"fault/masked\"");
    assertThat(get("/wire/fault/rsv/9", JSON).answer()).startsWith("404 ");
    assertThat(get("/wire/fault/nonsense", "*/*").answer())
        .startsWith("404 ")
        .contains("<h1>There is no such fault</h1>");
  }

  @Test
  void anUnknownFormatIsRefused() throws IOException {
    assertThat(get("/wire/fault/?format=xml", JSON).answer())
        .isEqualTo("400 The parameter format is \"xml\"; allowed is html or json.\n");
    assertThat(get("/wire/fault/?fromat=json", JSON).answer())
        .startsWith("400 ")
        .contains("format");
  }

  private FakeExchange get(String path, String accept) throws IOException {
    FakeExchange exchange = FakeExchange.plainGet(path, accept);
    new FaultPages(faults).doGet(exchange.request(), exchange.response());
    return exchange;
  }
}
