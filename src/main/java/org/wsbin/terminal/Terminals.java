package org.wsbin.terminal;

import java.io.IOException;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Which streams of the process are terminals. */
public record Terminals(boolean in, boolean out, boolean err) {

  /** Those of this process. */
  public static Terminals ofProcess() {
    for (String provider : new String[] {"jni", "exec"}) {
      try {
        TerminalProvider system = TerminalProvider.load(provider);
        return new Terminals(
            system.isSystemStream(SystemStream.Input),
            system.isSystemStream(SystemStream.Output),
            system.isSystemStream(SystemStream.Error));
      } catch (IOException | LinkageError unavailable) {
        // then perhaps the next
      }
    }
    return new Terminals(false, false, false);
  }
}
