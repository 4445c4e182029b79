package org.wsbin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The server does not read web.xml: {@code EmbeddedServer.addApplication} says the same in code.
 */
class WebXmlTest {
  @Test
  void webXmlSaysNothingThatTheServerDoesNotKnow() throws Exception {
    NodeList all =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("webapp/WEB-INF/web.xml").toFile())
            .getDocumentElement()
            .getElementsByTagName("*");
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Node each = all.item(i);
      if (each.getChildNodes().getLength() == 1) {
        leaves.add(each.getNodeName() + " " + each.getTextContent());
      }
    }
    assertThat(leaves)
        .containsExactly(
            "display-name wsbin",
            "listener-class org.wsbin.web.Application",
            "welcome-file index.html");
  }
}
