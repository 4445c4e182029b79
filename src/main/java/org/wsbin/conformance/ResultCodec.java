package org.wsbin.conformance;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wsbin.text.Lazy;

/**
 * What nodes tell each other, as bytes: a version, the number of the node, a kind, and the fields.
 * Text is its length in bytes and UTF-8; numbers are big-endian. A case is its id and whether it is
 * judged strictly, since all nodes have the same cases.
 */
final class ResultCodec {
  /** The first byte. Nodes of another version do not read what follows. */
  static final int VERSION = 1;

  /** A result of more bytes is shared without what went over the wire. */
  static final int MOST_BYTES = 128 * 1024;

  private final Supplier<Map<String, ConformanceCase>> usual =
      new Lazy<>(() -> byId(CaseCatalogue.load()));
  private final Supplier<Map<String, ConformanceCase>> strict =
      new Lazy<>(() -> byId(CaseCatalogue.strict()));

  private static Map<String, ConformanceCase> byId(CaseCatalogue catalogue) {
    return catalogue.all().stream()
        .collect(Collectors.toMap(each -> each.id().toString(), Function.identity()));
  }

  /** An entry as bytes, {@value #MOST_BYTES} at most. */
  static ByteBuffer write(ResultEntry entry) {
    try {
      byte[] bytes = ResultEncoder.write(entry);
      if (bytes.length > MOST_BYTES && entry instanceof ResultEntry.Done done) {
        bytes = ResultEncoder.write(new ResultEntry.Done(done.node(), done.result().withoutLog()));
      }
      return ByteBuffer.wrap(bytes);
    } catch (IOException never) { // it is written to memory
      throw new UncheckedIOException(never);
    }
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException if it has another version, is damaged, has more than a node
   *     writes, or is about a case that is not there
   */
  ResultEntry read(ByteBuffer entry) {
    if (entry.remaining() > MOST_BYTES) {
      throw new IllegalArgumentException("A result of " + entry.remaining() + " bytes.");
    }
    byte[] bytes = new byte[entry.remaining()];
    entry.duplicate().get(bytes);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "A result of version " + version + "; this node reads version " + VERSION + ".");
      }
      ResultEntry read = new ResultDecoder(in, this::named).entry();
      if (in.available() > 0) {
        throw new IllegalArgumentException("Behind a result are " + in.available() + " bytes.");
      }
      return read;
    } catch (IOException cut) {
      throw new IllegalArgumentException("A result ends within a field.", cut);
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException foreign) {
      throw new IllegalArgumentException("A row of a wire log that no node writes.", foreign);
    }
  }

  private ConformanceCase named(String id, boolean strictly) {
    return Optional.ofNullable((strictly ? strict : usual).get().get(id))
        .orElseThrow(() -> new IllegalArgumentException("A result of an unknown case."));
  }
}
