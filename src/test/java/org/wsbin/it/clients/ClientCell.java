package org.wsbin.it.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wsbin.scenario.ClientConduct;
import org.wsbin.scenario.DutyVerdict;

/**
 * One client and one fault: what was observed.
 *
 * @param transcript the server's, as JSON in one line
 * @param told what the client's API told
 */
record ClientCell(
    String client, String version, PlayedFault fault, String transcript, List<String> told) {

  ClientCell {
    told = List.copyOf(told);
  }

  /** The verdict of the fault's duty on what the server saw. */
  DutyVerdict verdict() {
    ClientConduct conduct = ObservedConduct.of(JsonTree.object(transcript), fault);
    return fault.duty().judge(conduct);
  }

  private String line() {
    return String.join("\t", client, version, fault.label(), transcript, String.join("\t", told));
  }

  /** Keeps them, so that the page can be written without another run. */
  static void write(Path file, List<ClientCell> cells) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, cells.stream().map(ClientCell::line).toList());
  }

  static List<ClientCell> read(Path file, List<PlayedFault> faults) throws IOException {
    return Files.readAllLines(file).stream().map(line -> parse(line, faults)).toList();
  }

  private static ClientCell parse(String line, List<PlayedFault> faults) {
    List<String> parts = Arrays.asList(line.split("\t", -1));
    PlayedFault fault =
        faults.stream().filter(f -> f.label().equals(parts.get(2))).findFirst().orElseThrow();
    return new ClientCell(
        parts.get(0), parts.get(1), fault, parts.get(3), parts.subList(4, parts.size()));
  }

  /** The members of the transcript. */
  Map<String, Object> seen() {
    return JsonTree.object(transcript);
  }
}
