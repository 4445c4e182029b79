package org.wsbin.it.handshake;

import java.util.List;
import java.util.stream.Stream;

/** The whole table, in the order of the rules. */
final class HandshakeTable {
  private HandshakeTable() {}

  static List<HandshakeCase> cases() {
    return Stream.of(
            RequestCases.all(),
            UpgradeCases.all(),
            KeyCases.all(),
            OriginCases.all(),
            PathCases.all(),
            SubprotocolCases.all(),
            ParameterCases.all(),
            QuotingCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
