package org.wsbin.probe;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsbin.symptom.Remedies;
import org.wsbin.text.Json;
import org.wsbin.text.PlainText;
import org.wsbin.text.Words;

/** The report for programs: JSON, and JUnit XML in which each check is a test. */
public final class ProbeFiles {
  private static final int VERSION = 1;
  private static final String SECONDS = "seconds";

  private ProbeFiles() {}

  /** One JSON object. */
  public static String json(ProbeReport report, Remedies remedies) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("target", report.target().toString());
    all.put("at", report.at().toString());
    all.put("wsbin", report.wsbin());
    all.put("good", report.good());
    all.put(SECONDS, report.time().toMillis() / 1000.0);
    all.put("verdict", report.verdict());
    Map<String, Object> products = new LinkedHashMap<>();
    report.products().forEach(each -> products.put(each.name(), each.said()));
    all.put("products", products);
    Map<String, Object> facts = new LinkedHashMap<>();
    report.facts().forEach(each -> facts.put(each.getKey(), each.getValue()));
    all.put("facts", facts);
    List<Object> checks = new ArrayList<>();
    for (CheckResult check : report.checks()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("check", check.check());
      one.put("outcome", Words.of(check.outcome()));
      one.put("summary", check.summary());
      one.put(SECONDS, check.time().toMillis() / 1000.0);
      one.put(
          "findings",
          check.findings().stream().map(each -> finding(each, report, remedies)).toList());
      one.put("evidence", check.evidence());
      checks.add(one);
    }
    all.put("checks", checks);
    return Json.of(all);
  }

  private static Object finding(FoundSymptom finding, ProbeReport report, Remedies remedies) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("symptom", finding.symptom().id());
    one.put("what", finding.what());
    one.put("client", finding.client());
    one.put("server", finding.server());
    one.put("cause", finding.symptom().cause());
    Map<String, Object> settings = new LinkedHashMap<>();
    List<Remedies.Remedy> known = remedies.of(finding.symptom(), report.products());
    known.forEach(each -> settings.put(each.product(), each.setting()));
    one.put("settings", settings);
    one.put(
        "seen",
        known.stream().filter(Remedies.Remedy::seen).map(Remedies.Remedy::product).toList());
    return one;
  }

  /** JUnit XML: a check in which something was found has failed. */
  public static String junit(ProbeReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "wsbin probe " + PlainText.of(report.target().toString()));
      xml.writeAttribute("tests", String.valueOf(report.checks().size()));
      xml.writeAttribute("failures", count(report, CheckResult.Outcome.FOUND));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", count(report, CheckResult.Outcome.SKIPPED));
      for (CheckResult check : report.checks()) {
        testCase(xml, check);
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("The report cannot be written as XML.", impossible);
    }
    return text + "\n";
  }

  private static String count(ProbeReport report, CheckResult.Outcome outcome) {
    return String.valueOf(
        report.checks().stream().filter(check -> check.outcome() == outcome).count());
  }

  private static void testCase(XMLStreamWriter xml, CheckResult check) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "wsbin.probe");
    xml.writeAttribute("name", check.check());
    xml.writeAttribute("time", String.valueOf(check.time().toMillis() / 1000.0));
    if (check.outcome() == CheckResult.Outcome.SKIPPED) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", PlainText.of(check.summary()));
    }
    for (FoundSymptom finding : check.findings()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", finding.symptom().id());
      xml.writeAttribute("message", PlainText.of(finding.what()));
      xml.writeCharacters(
          PlainText.of(finding.symptom().sentence() + " " + finding.symptom().cause()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
