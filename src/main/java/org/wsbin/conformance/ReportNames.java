package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of the files about each case. An agent is named in lower case, with an underscore for
 * each byte that is neither a letter nor a digit, but for those around it: {@code
 * my_agent__1_0_case_1_1_1.json} for "My Agent//1.0". A name is cut to {@value #MOST} characters,
 * and the second agent whose name would be the same gets {@code _2} behind it.
 */
final class ReportNames {
  /** Leaves room for the rest within the 255 bytes that file systems take. */
  private static final int MOST = 150;

  private final Map<String, String> byAgent = new HashMap<>();

  ReportNames(List<String> agents) {
    Set<String> taken = new HashSet<>();
    for (String agent : agents) {
      String plain = plain(agent);
      String name = plain;
      for (int n = 2; !taken.add(name); n++) {
        name = plain + "_" + n;
      }
      byAgent.put(agent, name);
    }
  }

  private static String plain(String agent) {
    String bytes = new String(agent.getBytes(UTF_8), ISO_8859_1).toLowerCase(Locale.ROOT);
    String blanks = bytes.replaceAll("[^a-z0-9]", " ").strip();
    return blanks.substring(0, Math.min(blanks.length(), MOST)).replace(' ', '_');
  }

  /** The file about a case of one of the agents. */
  String file(String agent, CaseId id) {
    return byAgent.get(agent) + "_case_" + id.toString().replace('.', '_') + ".json";
  }
}
