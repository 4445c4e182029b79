package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Reaction;
import org.wsbin.settings.ValueType;

class FaultHtmlTest {
  private static final Declaration MARKUP =
      entry("<b>&\"", "RFC 6455 section 5.1", "It <i>breaks</i> & more.", "\"Fail\" > it.");
  private static final Declaration PLAIN =
      entry("plain", "RFC 7692 section 7.2.3.4", "It breaks.", "Fail.");

  private final FaultHtml html = new FaultHtml("/wsbin", "ws://host\"><script>:8000/wsbin/wire/");

  @Test
  void nothingOfAFaultBecomesMarkup() {
    for (String page : List.of(html.one(MARKUP), html.list(List.of(MARKUP)))) {
      assertThat(page)
          .contains("&lt;b&gt;&amp;&quot;")
          .contains("It &lt;i&gt;breaks&lt;/i&gt; &amp; more.")
          .contains("&quot;Fail&quot; &gt; it.")
          .doesNotContain("<b>", "<i>");
    }
  }

  @Test
  void theHostThatTheClientNamesDoesNotBecomeMarkup() {
    for (String page : List.of(html.one(PLAIN), html.list(List.of(PLAIN)))) {
      assertThat(page).contains("ws://host&quot;&gt;&lt;script&gt;:8000").doesNotContain("<script");
    }
  }

  @Test
  void sourcesAreLinksToTheirSections() {
    assertThat(html.one(PLAIN))
        .contains("<a href=\"https://www.rfc-editor.org/rfc/rfc7692#section-7.2.3.4\">");
    Declaration other = entry("x", "<nowhere>", "It breaks.", "Fail.");
    assertThat(html.one(other)).contains("<dd>&lt;nowhere&gt;</dd>").doesNotContain("rfc-editor");
  }

  @Test
  void aFaultWithAValueShowsWhatIsAllowedAndAnExample() {
    Declaration valued =
        Declaration.of("fault/rsv", Declaration.Group.FAULT, "It breaks.")
            .duty(Duty.of("Fail.", Reaction.GIVES_UP))
            .path(
                Parameter.inPath(
                    "value", new ValueType<>("N", "one of <1>", text -> Optional.of(text))))
            .example("message/hello/fault/rsv/2/echo")
            .done();
    assertThat(html.one(valued))
        .contains("<h1><code>rsv/N</code></h1>")
        .contains("/wsbin/wire/fault/rsv/2</code>")
        .contains("<dt><code>N</code></dt><dd>one of &lt;1&gt;</dd>");
    assertThat(html.one(PLAIN)).doesNotContain("<dt><code>");
  }

  @Test
  void theListLinksToEachOnItsContextPath() {
    assertThat(html.list(List.of(PLAIN, MARKUP)))
        .contains("<a href=\"/wsbin/wire/fault/plain\"><code>plain</code></a>")
        .contains("href=\"/wsbin/style.css\"")
        .contains("<h1>Faults</h1>");
    assertThat(html.one(PLAIN)).contains("<a href=\"/wsbin/wire/fault/\">All faults</a>");
  }

  @Test
  void aPageSaysWhatIsStrictAndWhatIsLenient() {
    assertThat(html.one(PLAIN))
        .contains("<dt>A strict client</dt><dd>closes with 1002</dd>")
        .contains("<dt>A lenient client</dt><dd>ends TCP at once, without a close frame</dd>");
    Declaration nothingTolerable =
        Declaration.of("fault/x", Declaration.Group.FAULT, "It breaks.")
            .duty(Duty.of("Ignore it.", Reaction.GOES_ON))
            .example("fault/x")
            .done();
    assertThat(html.one(nothingTolerable)).doesNotContain("A lenient client");
  }

  @Test
  void anUnknownFaultShowsTheList() {
    assertThat(html.unknown(List.of(PLAIN)))
        .contains("<h1>There is no such fault</h1>")
        .contains("<code>plain</code>");
  }

  @Test
  void aPercentSignIsNoFormat() {
    Declaration percent = entry("x", "100%s", "It breaks 100 %d of it.", "Fail %n.");
    assertThat(html.one(percent)).contains("It breaks 100 %d of it.").contains("100%s");
    assertThat(html.list(List.of(percent))).contains("Fail %n.");
  }

  private static Declaration entry(String name, String rfc, String breaks, String duty) {
    return Declaration.of("fault/" + name, Declaration.Group.FAULT, breaks)
        .duty(Duty.of(duty, Reaction.closesWith(1002)).tolerating(Reaction.ENDS_TCP))
        .rfc(rfc)
        .example("fault/" + name)
        .done();
  }
}
