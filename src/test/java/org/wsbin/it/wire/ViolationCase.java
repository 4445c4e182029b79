package org.wsbin.it.wire;

import java.util.stream.Stream;
import org.wsbin.it.raw.Bytes;

/**
 * Something that a client may not send.
 *
 * @param section where the RFC says so, such as {@code RFC 6455 section 5.2}
 * @param octets all that is sent; the masking keys are zero, so that payloads can be read
 * @param code what the server closes with
 */
record ViolationCase(String name, String section, Bytes octets, int code) {
  static ViolationCase of(int code, String section, String name, String hex) {
    return new ViolationCase(name, section, Bytes.hex(hex), code);
  }

  static Stream<ViolationCase> all() {
    return Stream.of(
            HeaderViolations.all(),
            SequenceViolations.all(),
            CloseViolations.all(),
            TextViolations.all())
        .flatMap(part -> part);
  }

  @Override
  public String toString() {
    return section + ": " + name;
  }
}
