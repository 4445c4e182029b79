package org.wsbin.verdict;

import static java.util.Locale.ROOT;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsbin.text.Json;
import org.wsbin.text.PlainText;
import org.wsbin.verdict.Judgement.Outcome;

/** How a verdict is written. */
public enum VerdictFormat {
  JSON("application/json") {
    @Override
    public String write(ClientVerdict verdict) {
      return Json.of(members(verdict));
    }
  },
  /** For people. */
  TEXT("text/plain;charset=utf-8") {
    @Override
    public String write(ClientVerdict verdict) {
      return text(verdict);
    }
  },
  /** JUnit's XML, which every CI reads: one test suite, a test case for each rule. */
  JUNIT("application/xml;charset=utf-8") {
    @Override
    public String write(ClientVerdict verdict) {
      return junit(verdict);
    }
  },
  /** The Test Anything Protocol, version 13. */
  TAP("text/plain;charset=utf-8") {
    @Override
    public String write(ClientVerdict verdict) {
      return tap(verdict);
    }
  };

  private static final int VERSION = 1;

  private final String contentType;

  VerdictFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The verdict in this format. */
  public abstract String write(ClientVerdict verdict);

  public String contentType() {
    return contentType;
  }

  private static Map<String, Object> members(ClientVerdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("name", verdict.name());
    members.put("passed", verdict.passed());
    members.put("connections", verdict.connections());
    members.put("refused", verdict.refused());
    members.put("rules", verdict.judgements().stream().map(VerdictFormat::members).toList());
    return members;
  }

  private static Map<String, Object> members(Judgement judgement) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", judgement.id());
    members.put("outcome", word(judgement.outcome()));
    members.put("sentence", judgement.sentence());
    members.put("section", judgement.section());
    List<Object> findings = new ArrayList<>();
    for (Finding finding : judgement.findings()) {
      Map<String, Object> found = new LinkedHashMap<>();
      found.put("connection", finding.connection());
      found.put("frames", finding.frames());
      found.put("sentence", finding.sentence());
      findings.add(found);
    }
    members.put("findings", findings);
    return members;
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(ROOT);
  }

  private static String text(ClientVerdict verdict) {
    StringBuilder text = new StringBuilder();
    for (Judgement judgement : verdict.judgements()) {
      text.append(
          "%-7s %s%n".formatted(word(judgement.outcome()), label(judgement)).replace("\r\n", "\n"));
      judgement
          .findings()
          .forEach(finding -> text.append("        ").append(why(finding)).append('\n'));
    }
    return text.append(summary(verdict)).append('\n').toString();
  }

  private static String label(Judgement judgement) {
    String section = judgement.section().isEmpty() ? "" : " (" + judgement.section() + ")";
    return judgement.id() + ": " + judgement.sentence() + section;
  }

  /** In one line, without what a terminal could obey. */
  private static String why(Finding finding) {
    String frames =
        finding.frames().isEmpty()
            ? ""
            : " Frames: "
                + finding.frames().stream().map(n -> "#" + n).collect(Collectors.joining(", "))
                + ".";
    String connection =
        finding.connection().isEmpty() ? "" : " Connection " + finding.connection() + ".";
    return PlainText.of(finding.sentence() + frames + connection);
  }

  private static String summary(ClientVerdict verdict) {
    return (verdict.passed() ? "Passed" : "Failed")
        + ": "
        + verdict.count(Outcome.PASSED)
        + " passed, "
        + verdict.count(Outcome.FAILED)
        + " failed, "
        + verdict.count(Outcome.SKIPPED)
        + " skipped.";
  }

  private static String tap(ClientVerdict verdict) {
    StringBuilder text = new StringBuilder("TAP version 13\n1..");
    text.append(verdict.judgements().size()).append('\n');
    int number = 0;
    for (Judgement judgement : verdict.judgements()) {
      number++;
      text.append(judgement.outcome() == Outcome.FAILED ? "not ok " : "ok ")
          .append(number)
          .append(" - ")
          .append(PlainText.of(judgement.id()).replace("#", "\\#"))
          .append(judgement.outcome() == Outcome.SKIPPED ? " # SKIP nothing to judge" : "")
          .append('\n');
      judgement.findings().forEach(finding -> text.append("# ").append(why(finding)).append('\n'));
    }
    return text.toString();
  }

  private static String junit(ClientVerdict verdict) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", verdict.name());
      xml.writeAttribute("tests", Integer.toString(verdict.judgements().size()));
      xml.writeAttribute("failures", Long.toString(verdict.count(Outcome.FAILED)));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", Long.toString(verdict.count(Outcome.SKIPPED)));
      for (Judgement judgement : verdict.judgements()) {
        testCase(xml, judgement);
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("The verdict cannot be written as XML.", impossible);
    }
    return text + "\n";
  }

  private static void testCase(XMLStreamWriter xml, Judgement judgement) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "wsbin");
    xml.writeAttribute("name", PlainText.of(judgement.id()));
    if (judgement.outcome() == Outcome.SKIPPED) {
      xml.writeEmptyElement("skipped");
    } else if (judgement.outcome() == Outcome.FAILED) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", PlainText.of(judgement.sentence()));
      xml.writeCharacters(
          judgement.findings().stream().map(VerdictFormat::why).collect(Collectors.joining("\n")));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
