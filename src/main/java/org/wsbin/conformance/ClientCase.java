package org.wsbin.conformance;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.wsbin.conformance.Compression.MalformedOfferException;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.Role;

/** A case that tests a server, from the opening handshake on. */
public final class ClientCase {
  private final ConformanceCase played;
  private final DataFiles files;
  private final IntSupplier keys;
  private final Results results;
  private CaseRun.Setting setting;

  /**
   * A case that has not begun.
   *
   * @param files shared by all cases
   * @param keys the masking keys, which nobody can foresee
   * @param results gets the result, once
   */
  public ClientCase(ConformanceCase played, DataFiles files, IntSupplier keys, Results results) {
    this.played = played;
    this.files = files;
    this.keys = keys;
    this.results = results;
  }

  /** What to offer in {@code Sec-WebSocket-Extensions}, if anything. */
  public Optional<String> offer() {
    return played.compression().map(Compression::offer);
  }

  /** The server has answered, or not: these are the heads, for the report. */
  public void answered(String agent, String request, String response) {
    setting = new CaseRun.Setting(agent, played.number(), Role.CLIENT, request, response);
  }

  /**
   * The head of the request as the case wants it, and how it is written.
   *
   * @param chop the size of the writes; 0 if it does not matter
   * @param pause in the middle
   */
  public record Request(String head, int chop, Duration pause) {}

  /** The request, made from a correct one. */
  public Request request(String correct) {
    HeadEdits edits = played.own().head();
    return new Request(
        edits.isEmpty() ? correct : edits.applyTo(correct), edits.chop(), edits.pause());
  }

  /**
   * There is no connection, for that reason.
   *
   * @param status of a response other than 101, 0 for the end of TCP instead of one; empty for
   *     anything else
   */
  public void notOpened(String why, OptionalInt status) {
    run(Optional.empty()).notOpened(why, status);
  }

  /**
   * The connection is open.
   *
   * @param deflate the extension that the server chose, if any
   * @return what to play on it; empty if the server's choice is wrong by itself, so that it must be
   *     closed
   */
  public Optional<CaseRun> opened(Optional<Extension> deflate) {
    try {
      Optional<Compression.Agreed> agreed = Optional.empty();
      if (deflate.isPresent()) {
        agreed = Optional.of(Compression.agreed(deflate.get()));
      }
      return Optional.of(run(agreed));
    } catch (MalformedOfferException wrong) {
      notOpened(wrong.getMessage(), OptionalInt.empty());
      return Optional.empty();
    }
  }

  private CaseRun run(Optional<Compression.Agreed> agreed) {
    return new CaseRun(played, setting, agreed, files, keys, results::add);
  }
}
