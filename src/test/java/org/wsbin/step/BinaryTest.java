package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer.Sent;

class BinaryTest {

  @Test
  void noBytesAreAnEmptyMessage() {
    PlayedScenario binary = PlayedScenario.open("binary/0");
    binary.runBulk(10);
    assertThat(binary.peer.sent)
        .containsExactly(new Sent(binary.timer.passed(), MessageKind.BINARY, "", true));
    assertThat(binary.closes()).containsExactly("1000");
  }

  @Test
  void itsExampleShowsTheBytesThatCome() {
    byte[] bytes = new byte[4];
    new Data(0, MessageKind.BINARY).next(4).get(bytes);
    assertThat(new Binary().declaration().examples().get(0).transcript())
        .startsWith("< 0x" + HexFormat.of().formatHex(bytes));
  }

  @Test
  void anySizeIsOneMessage() {
    PlayedScenario binary = PlayedScenario.open("binary/100k");
    binary.runBulk(10);
    assertThat(binary.peer.sent)
        .hasSize(4)
        .allMatch(sent -> sent.kind() == MessageKind.BINARY)
        .extracting(Sent::last)
        .containsExactly(false, false, false, true);
    assertThat(binary.closes()).containsExactly("1000");
  }
}
