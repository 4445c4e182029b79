package org.wsbin.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;
import org.wsbin.text.PlainText;

/** The diagnosis for people, in lines. */
public final class ProbeText {
  private ProbeText() {}

  /** A check that is over, in a line. */
  public static String line(String title, CheckResult result) {
    String mark =
        switch (result.outcome()) {
          case GOOD -> "ok    ";
          case FOUND -> "FOUND ";
          case SKIPPED -> "skip  ";
        };
    return mark
        + String.format("%-13s", result.check())
        + title
        + ": "
        + PlainText.of(result.summary())
        + " ("
        + IdleCheck.seconds(result.time().toMillis() / 1000.0)
        + ")";
  }

  /** What was found, what it probably comes from, and what to change. */
  public static List<String> diagnosis(ProbeReport report, Remedies remedies) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    for (SeenProduct each : report.products()) {
      lines.add("Between: " + each.name() + " (" + PlainText.of(each.said()) + ")");
    }
    report.facts().forEach(each -> lines.add(each.getKey() + ": " + PlainText.of(each.getValue())));
    int number = 1;
    for (Map.Entry<Symptom, List<FoundSymptom>> each : report.bySymptom().entrySet()) {
      Symptom symptom = each.getKey();
      lines.add("");
      lines.add(number + ". " + symptom.sentence());
      number++;
      for (FoundSymptom finding : each.getValue()) {
        lines.add("   " + PlainText.of(finding.what()));
        if (!finding.server().isEmpty()) {
          lines.add("     client: " + PlainText.of(finding.client()));
          lines.add("     server: " + PlainText.of(finding.server()));
        }
      }
      lines.add("   Likely cause: " + symptom.cause());
      List<Remedies.Remedy> known = remedies.of(symptom, report.products());
      if (!known.isEmpty()) {
        lines.add("   What to change:");
        known.forEach(
            remedy ->
                lines.add(
                    (remedy.seen() ? "   > " : "     ")
                        + remedy.product()
                        + ": "
                        + remedy.setting()));
      }
    }
    if (report.good()) {
      lines.add("");
      lines.add(PlainText.of(report.verdict()));
    }
    return lines;
  }
}
