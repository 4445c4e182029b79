package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.handshake.RequestTemplate.plain;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainersPageTest {
  private static final HandshakeCase ROW =
      HandshakeCase.refused(400, "a <row>", plain("GET", "ws"));

  @Test
  void answersThatAreAlikeAreMergedIntoOneCell() {
    ContainersPage page = page(ROW, answer("alike"), answer("alike"));

    assertThat(page.markdown())
        .contains("<tr><td>a &lt;row&gt;</td><td colspan=\"2\"><b>400</b><br>alike</td></tr>")
        .contains("1 requests; 1 of them had the same response on all 2 servers.");
    assertThat(page.unnamedDifferences()).isEmpty();
  }

  @Test
  void answersThatDifferHaveACellEach() {
    ContainersPage page = page(ROW, answer("one"), answer("two"));

    assertThat(page.markdown()).contains("<td><b>400</b><br>one</td><td><b>400</b><br>two</td>");
    assertThat(page.unnamedDifferences()).containsExactly(ROW);
  }

  @Test
  void aDifferenceThatTheCaseNamesIsListed() {
    HandshakeCase named = ROW.answeredByContainer("jetty", "its HTTP layer");
    ContainersPage page = page(named, answer("one"), answer("two"));

    assertThat(page.markdown()).contains("\n- a <row>, on jetty: its HTTP layer\n");
    assertThat(page.unnamedDifferences()).isEmpty();
  }

  private static ContainersPage page(HandshakeCase row, Observation first, Observation second) {
    return new ContainersPage(
        List.of(row),
        List.of(
            new ObservedServer("jetty", "Jetty 1", List.of(first)),
            new ObservedServer("tomcat", "Tomcat 2", List.of(second))));
  }

  private static Observation answer(String body) {
    return new Observation(ROW.name(), 400, "", body);
  }
}
