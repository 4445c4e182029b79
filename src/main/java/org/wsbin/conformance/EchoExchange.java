package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.Role;

/**
 * Sends messages one after the other, and judges each echo: its kind and length, and of compressed
 * messages the content too.
 */
final class EchoExchange {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int RSV1 = 4;

  private final CaseStep.Echoes echoes;
  private final Messages messages;
  private final Optional<MessageDeflater> deflater;
  private final Optional<DataWindow> data;
  private Behaviour verdict = Behaviour.FAILED;
  private Event expected;
  private int left;

  EchoExchange(
      CaseStep.Echoes echoes,
      Messages messages,
      Optional<Compression.Agreed> agreed,
      Role role,
      DataFiles files) {
    this.echoes = echoes;
    this.messages = messages;
    this.deflater = agreed.map(terms -> terms.deflate().deflater(role));
    this.left = echoes.count();
    this.data =
        echoes.what() instanceof CaseStep.Data step
            ? Optional.of(new DataWindow(step.file(), files.get(step.file()), step.size()))
            : Optional.empty();
  }

  Behaviour verdict() {
    return verdict;
  }

  void unimplemented() {
    verdict = Behaviour.UNIMPLEMENTED;
    left = 0;
  }

  /** Sends the next message. */
  void next() {
    if (echoes.what() instanceof CaseStep.Frame frame) {
      expected = new Event(kind(frame.opcode()), length(frame.payload()));
      messages.endpoint().send(frame);
    } else if (echoes.what() instanceof CaseStep.Message message) {
      expected = new Event(kind(message.opcode()), length(message.payload()));
      messages.send(message);
    } else if (echoes.what() instanceof CaseStep.Data step) {
      byte[] bytes = data.orElseThrow().next();
      int opcode = step.file().isText() ? TEXT : BINARY;
      expected = Event.of(kind(opcode), Payload.of(bytes));
      messages.send(opcode, RSV1, Payload.of(deflated(bytes)), step.fragment());
    }
  }

  private static Event.Kind kind(int opcode) {
    return opcode == TEXT ? Event.Kind.TEXT : Event.Kind.BINARY;
  }

  /** Only the length counts. */
  private static Content length(Payload payload) {
    return new Content(payload.length(), "", "");
  }

  private byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    deflater
        .orElseThrow()
        .<RuntimeException>deflate(
            ByteBuffer.wrap(bytes),
            true,
            (part, last) -> {
              byte[] some = new byte[part.remaining()];
              part.get(some);
              out.writeBytes(some);
            });
    return out.toByteArray();
  }

  /** Judges an echo; returns whether the next message is due. Nothing counts behind a wrong one. */
  boolean judge(Event echo) {
    boolean same =
        left > 0
            && echo.kind() == expected.kind()
            && echo.content().length() == expected.content().length()
            && (data.isEmpty() || echo.content().equals(expected.content()));
    left = same ? left - 1 : 0;
    if (same && left == 0) {
      verdict = Behaviour.OK;
    }
    return same && left > 0;
  }

  void release() {
    deflater.ifPresent(MessageDeflater::close);
  }

  /** Moves over a data file, from its start again at its end. */
  private static final class DataWindow {
    private final DataFile file;
    private final int size;
    private final DataFiles.Loaded content;
    private int at;

    DataWindow(DataFile file, DataFiles.Loaded content, int size) {
      this.file = file;
      this.content = content;
      this.size = size;
    }

    byte[] next() {
      byte[] bytes = file.isText() ? text(at, at + size).getBytes(UTF_8) : octets(at);
      at = (at + size) % file.size();
      return bytes;
    }

    private String text(int from, int to) {
      String all = content.characters();
      return to <= all.length()
          ? all.substring(from, to)
          : all.substring(from) + all.substring(0, to - all.length());
    }

    private byte[] octets(int from) {
      ByteBuffer bytes = ByteBuffer.allocate(size);
      content.octets().copy(from, bytes);
      content.octets().copy(0, bytes);
      return bytes.array();
    }
  }
}
