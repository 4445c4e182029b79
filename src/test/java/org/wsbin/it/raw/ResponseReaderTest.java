package org.wsbin.it.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9112 section 6.3: where a body ends")
class ResponseReaderTest {

  @Test
  void aBodyIsAsLongAsContentLengthSays() throws IOException {
    InputStream in = wire("HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nnoHTTP/1.1");

    assertThat(new ResponseReader(in).read(false).body().utf8()).isEqualTo("no");
    assertThat(in.readAllBytes()).asString().isEqualTo("HTTP/1.1");
  }

  @Test
  void chunksAreJoinedAndTrailersPassedOver() throws IOException {
    InputStream in =
        wire(
            "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\nrest");

    assertThat(new ResponseReader(in).read(false).body().utf8()).isEqualTo("abc0123456789");
    assertThat(in.readAllBytes()).asString().isEqualTo("rest");
  }

  @Test
  void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
    InputStream in = wire("HTTP/1.0 400 Bad Request\r\n\r\nto the end");

    assertThat(new ResponseReader(in).read(false).body().utf8()).isEqualTo("to the end");
  }

  @Test
  void theAnswerToHeadAndAnUpgradeHaveNoBody() throws IOException {
    InputStream head = wire("HTTP/1.1 405 No\r\nContent-Length: 2\r\n\r\n");
    InputStream upgrade = wire("HTTP/1.1 101 Switching Protocols\r\n\r\n\u0081\u0000");

    assertThat(new ResponseReader(head).read(true).body()).isEqualTo(Bytes.EMPTY);
    assertThat(new ResponseReader(upgrade).read(false).body()).isEqualTo(Bytes.EMPTY);
    assertThat(upgrade.available()).isEqualTo(2);
  }

  @Test
  void headerLinesKeepTheirOrderAndAreFoundInAnyCase() throws IOException {
    InputStream in = wire("HTTP/1.1 204 \r\nA: 1, x\r\nB:2\r\na:  3 \r\n\r\n");

    Headers headers = new ResponseReader(in).read(false).headers();

    assertThat(headers.all("a")).containsExactly("1, x", "3");
    assertThat(headers.tokens("A")).containsExactly("1", "x", "3");
    assertThat(headers.first("b")).contains("2");
  }

  @Test
  void anAnswerThatIsCutShortIsAnError() {
    InputStream head = wire("HTTP/1.1 200 OK\r\nConte");
    InputStream body = wire("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort");

    assertThatThrownBy(() -> new ResponseReader(head).read(false)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new ResponseReader(body).read(false)).isInstanceOf(EOFException.class);
  }

  private static InputStream wire(String octets) {
    return new ByteArrayInputStream(octets.getBytes(ISO_8859_1));
  }
}
