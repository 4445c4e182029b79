package org.wsbin.it.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java -jar wsbin.war}. */
final class Standalone implements Kind {

  @Override
  public Launch prepare(Scratch scratch, Path war) {
    List<String> command = new ArrayList<>();
    command.add(Build.java());
    // what it leaves behind when it is killed goes with the scratch directory
    command.add("-Djava.io.tmpdir=" + scratch.root());
    command.addAll(Build.javaOptions());
    String port = String.valueOf(Build.port().orElse(0));
    command.addAll(List.of("-jar", war.toString(), "--port", port));
    return new Launch("standalone", command, Map.of(), Address.announced(), Optional.empty());
  }
}
