package org.wsbin.it.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.scenario.ClientConduct.FaultNotSent;
import org.wsbin.scenario.DutyVerdict;
import org.wsbin.scenario.DutyVerdict.Outcome;

/**
 * One client and one fault: what was observed.
 *
 * @param transcript the server's, as JSON in one line
 * @param finding what the server's verdict says about the duty of the fault; empty if nothing
 * @param told what the client's API told
 */
record ClientCell(
    String client,
    String version,
    PlayedFault fault,
    String transcript,
    String finding,
    List<String> told) {
  private static final Pattern FINDING = Pattern.compile("([a-z]+) about fault/[a-z0-9-]+: (.*)");

  ClientCell {
    told = List.copyOf(told);
  }

  /** Such as {@code strict about fault/masked: …}, from the JSON of a verdict. */
  static String findingIn(String verdict) {
    return JsonTree.objects(JsonTree.object(verdict).get("rules")).stream()
        .filter(rule -> "fault-duty".equals(rule.get("id")))
        .flatMap(rule -> JsonTree.objects(rule.get("findings")).stream())
        .map(found -> String.valueOf(found.get("sentence")))
        .findFirst()
        .orElse("");
  }

  /** The server's verdict on the fault's duty. */
  DutyVerdict verdict() {
    if (finding.isEmpty()) {
      return fault.duty().judge(new FaultNotSent());
    }
    Matcher parts = FINDING.matcher(finding);
    if (!parts.matches()) {
      throw new IllegalStateException("Not a finding about a duty: " + finding);
    }
    return new DutyVerdict(
        Outcome.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), parts.group(2));
  }

  private String line() {
    return String.join(
        "\t", client, version, fault.label(), transcript, finding, String.join("\t", told));
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
        parts.get(0),
        parts.get(1),
        fault,
        parts.get(3),
        parts.get(4),
        parts.subList(5, parts.size()));
  }

  /** The members of the transcript. */
  Map<String, Object> seen() {
    return JsonTree.object(transcript);
  }
}
