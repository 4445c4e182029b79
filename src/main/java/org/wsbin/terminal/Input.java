package org.wsbin.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The source of what is sent. */
interface Input {

  /**
   * Sends everything; returns at the end of the input.
   *
   * @throws IOException if it cannot be read
   */
  void sendBy(CommandRunner talk) throws IOException;

  /** Whether a person types, so that the end of the input ends the session. */
  default boolean typed() {
    return false;
  }

  /** These commands only. */
  static Input of(List<Command> commands) {
    return talk -> {
      for (Command command : commands) {
        if (!talk.isFinished()) {
          talk.perform(command);
        }
      }
    };
  }

  /** The lines that a person types. */
  static Input of(LineConsole console) {
    return new Input() {
      @Override
      public void sendBy(CommandRunner talk) throws IOException {
        Optional<String> line = console.read();
        while (line.isPresent()) {
          if (!line.get().isEmpty()) {
            talk.perform(Command.parse(line.get()));
          }
          line = talk.isFinished() ? Optional.empty() : console.read();
        }
      }

      @Override
      public boolean typed() {
        return true;
      }
    };
  }

  /** All of a stream as one message. */
  static Input whole(InputStream in) {
    return talk -> {
      byte[] piece = new byte[PipedLines.BUFFER_BYTES];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        talk.send(ByteBuffer.wrap(piece, 0, count), false);
      }
      talk.send(ByteBuffer.allocate(0), true);
    };
  }
}
