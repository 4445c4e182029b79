package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.scenario.Silence;

class ConnectionCloserTest {
  private final List<String> sent = new ArrayList<>();
  private final ConnectionCloser closer =
      new ConnectionCloser(
          frame -> sent.add(frame.status().map(s -> s.code() + " " + s.reason()).orElse("none")));

  @BeforeEach
  void open() {
    closer.opened();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close is answered with its code and reason, once")
  void aCloseIsAnswered() {
    closer.received(frame(4001));
    closer.received(frame(4002));
    assertThat(sent).containsExactly("4001 reason");
    assertThat(closer.state().clean()).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close without a code is answered without one")
  void aCloseWithoutACodeIsAnsweredWithoutOne() {
    closer.received(CloseFrame.WITHOUT_CODE);
    assertThat(sent).containsExactly("none");
  }

  @Test
  void onlyTheFirstOfOursIsSent() {
    closer.close(CloseFrame.of(1000, "first"));
    closer.close(CloseFrame.of(1001, "second"));
    closer.received(frame(1000));
    assertThat(sent).containsExactly("1000 first");
  }

  @Test
  void whatWasSentByOtherMeansIsNotFollowedByAnother() {
    closer.sentAsBytes();
    closer.close(CloseFrame.of(1000, ""));
    closer.received(frame(1000));
    assertThat(sent).isEmpty();
    assertThat(closer.state().clean()).isTrue();
  }

  @Test
  void aMutedOneAnswersWhenItIsMutedNoMore() {
    closer.keep(Silence.ALL);
    closer.received(frame(4001));
    assertThat(sent).isEmpty();
    assertThat(closer.state().clean()).isFalse();
    closer.keep(Silence.NONE);
    assertThat(sent).containsExactly("4001 reason");
    closer.keep(Silence.NONE);
    assertThat(sent).hasSize(1);
  }

  @Test
  void withoutACloseNothingIsAnsweredLater() {
    closer.keep(Silence.ALL);
    closer.keep(Silence.NONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void oneThatIgnoresClosesMayCloseItself() {
    closer.keep(Silence.CLOSE);
    closer.received(frame(4001));
    closer.close(CloseFrame.of(1000, ""));
    assertThat(sent).containsExactly("1000 ");
  }

  @Test
  void aMutedOneDoesNotCloseItself() {
    closer.keep(Silence.ALL);
    closer.close(CloseFrame.WITHOUT_CODE);
    assertThat(sent).isEmpty();
  }

  private static CloseFrame frame(int code) {
    return CloseFrame.of(code, "reason");
  }
}
