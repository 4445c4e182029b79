package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes as a header, it is refused, or read as what it is when it is written plainly. */
class RandomExtensionsTest {

  @Provide
  Arbitrary<List<String>> headers() {
    return Arbitraries.strings()
        .withChars("ab19;;,,==\" \t\\é")
        .ofMaxLength(12)
        .list()
        .ofMaxSize(3);
  }

  @Property(tries = 1000)
  void whatIsReadIsReadAgain(@ForAll("headers") List<String> lines) {
    Extension.parse(lines)
        .ifPresent(
            extensions ->
                assertThat(Extension.parse(List.of(written(extensions)))).contains(extensions));
  }

  private static String written(List<Extension> extensions) {
    return extensions.stream()
        .map(
            extension ->
                extension.name()
                    + extension.parameters().stream()
                        .map(p -> ";" + p.name() + p.value().map(value -> "=" + value).orElse(""))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining(","));
  }
}
