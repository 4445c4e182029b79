package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;

class DeflateTest {

  @ParameterizedTest
  @CsvSource({
    "deflate/echo, EACH_MESSAGE",
    "deflate/echo?context-takeover=false, EACH_MESSAGE",
    "deflate/echo?context-takeover=true, CONTEXT_TAKEOVER",
    "deflate/fragment/2/echo, EACH_MESSAGE",
    "deflate/no-deflate/echo, NONE"
  })
  @DisplayName("RFC 7692 section 7: permessage-deflate as the path says")
  void itIsAcceptedIfItIsOffered(String path, Compression agreed) {
    assertThat(shaped(path, "permessage-deflate").compression()).isEqualTo(agreed);
  }

  @Test
  void aClientThatDoesNotOfferItIsRefused() {
    assertThatThrownBy(() -> shaped("deflate/echo", "x-webkit-deflate-frame"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "This path requires permessage-deflate; the client must offer it in"
                + " Sec-WebSocket-Extensions.");
  }

  private static HandshakeReply shaped(String path, String offered) {
    List<Extension> extensions = List.of(extension(offered));
    return PlayedScenario.scenario(path)
        .shape(
            HandshakeReply.to(new Accepted("accept", Optional.empty(), extensions)),
            new FakeOpeningRequest());
  }

  private static Extension extension(String name) {
    return new Extension(name, List.of());
  }
}
