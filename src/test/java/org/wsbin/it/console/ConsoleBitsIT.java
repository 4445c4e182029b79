package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.console.ServerViewRows.row;
import static org.wsbin.it.console.ServerViewRows.rows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** A frame that the server saw, bit by bit. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleBitsIT {
  private final RunningServer server;
  private final Chromium chromium;

  ConsoleBitsIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private ConsoleTab open(String fragment) {
    return ServerViewRows.open(chromium, server, fragment);
  }

  @Test
  void aFrameIsShownAsItsBits() {
    try (ConsoleTab tab = open("wire/no-deflate/message/hello/echo")) {
      rows(tab, "[data-kind=text][data-direction=received]").click();
      assertThat(tab.find("#detail-bits .octets").first().textContent()).isEqualTo("header 81 05");
      assertThat(tab.find("#detail-bits .fields dt").allTextContents())
          .containsExactly(
              "FIN1",
              "RSV10",
              "RSV20",
              "RSV30",
              "opcode0001 = 1",
              "MASK0",
              "payload length0000101 = 5");
      assertThat(String.join("", tab.find("#detail-bits .bit-rows b").allTextContents()))
          .isEqualTo("1000000100000101");
      assertThat(tab.text("detail-bits"))
          .contains("text: begins a message of text in UTF-8.", "5 bytes; up to 125 fit here.")
          .contains("Not masked, as every frame of a server must be", "68 65 6c 6c  6f");
      tab.find("#detail-tabs [data-key=text]").click();
      assertThat(tab.text("detail-body")).isEqualTo("hello");
    }
  }

  @Test
  void theMaskingOfAPayloadIsWorkedOut() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().send("hello");
      rows(tab, "[data-kind=text][data-direction=sent]").click();
      String key = rows(tab, "[data-direction=sent] .mask").first().textContent();
      assertThat(tab.find("#detail-bits .octets").first().textContent().replace(" ", ""))
          .isEqualTo("header8185" + key);
      byte[] plain = "hello".getBytes(UTF_8);
      byte[] mask = HexFormat.of().parseHex(key);
      StringBuilder masked = new StringBuilder();
      for (int i = 0; i < plain.length; i++) {
        masked.append(i == 0 ? "" : " ").append("%02x".formatted((plain[i] ^ mask[i % 4]) & 0xff));
      }
      assertThat(tab.find("#detail-bits .octets-dump").allTextContents())
          .containsExactly(masked.toString(), "68 65 6c 6c 6f");
      assertThat(tab.find("#detail-bits .xor tbody tr").first().textContent())
          .isEqualTo("0" + masked.substring(0, 2) + key.substring(0, 2) + "68“h”");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wire/fault/length-2-63, 'header 82 7f 80 00 00 00 00 00 00 00', Impossible",
    "wire/fault/opcode/3, header 83 05, reserved: has no meaning",
    "wire/fault/half-frame, header 81 0a, 'Payload: 10 B, of which'"
  })
  void aFaultIsReadAsFarAsItGoes(String path, String header, String says) {
    try (ConsoleTab tab = open(path)) {
      rows(tab, "[data-kind=fault]").first().click();
      assertThat(tab.find("#detail-bits .octets").first().textContent()).startsWith(header.strip());
      assertThat(tab.text("detail-bits")).contains(says);
    }
  }

  @Test
  void aCompressedMessageIsInflated() {
    try (ConsoleTab tab = open("wire/echo")) {
      tab.connected().send("hello, hello, hello");
      assertThat(row(tab, "[data-kind=text][data-direction=sent]").subList(0, 3))
          .containsExactly("from client", "text", "FIN RSV1");
      rows(tab, "[data-kind=text][data-direction=sent]").click();
      tab.find("#detail-bits .inflated .octets-dump").waitFor();
      assertThat(tab.find("#detail-bits .inflated .octets-dump").textContent())
          .isEqualTo("hello, hello, hello");
    }
  }

  @Test
  void theKeyboardReachesTheBits() {
    try (ConsoleTab tab = open("wire/no-deflate/message/hello/echo")) {
      rows(tab, "[data-kind=text]").waitFor();
      tab.find("#panes [data-key=server]").press("Tab");
      tab.find("#server-list").press("End");
      assertThat(tab.find("#detail-bits").isVisible()).isTrue();
      tab.find("#server-list").press("Home");
      assertThat(tab.text("detail-body")).startsWith("Connection 1");
      tab.find("#panes [data-key=server]").press("ArrowLeft");
      assertThat(tab.find("#transcript").isVisible()).isTrue();
    }
  }
}
