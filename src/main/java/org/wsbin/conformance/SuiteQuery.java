package org.wsbin.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Query;

/** What a driver asks for in the query of its request. */
final class SuiteQuery {
  /** Agents with longer names would make reports that nobody reads. */
  static final int MOST_AGENT = 200;

  private static final String CASE = "case";
  private static final String TUPLE = "casetuple";
  private static final String AGENT = "agent";
  private static final String SHUTDOWN = "shutdownOnComplete";

  /** The names of all parameters. */
  static final Set<String> PARAMETERS = Set.of(CASE, TUPLE, AGENT, SHUTDOWN);

  private SuiteQuery() {}

  /**
   * The case, by its number or its id.
   *
   * @throws BadParameterException with a sentence, if there is none
   */
  static ConformanceCase asked(Query query, List<ConformanceCase> cases) {
    Optional<String> number = query.value(CASE).filter(text -> !text.isEmpty());
    Optional<String> tuple = query.value(TUPLE).filter(text -> !text.isBlank());
    if (number.isPresent()) {
      return number
          .filter(text -> text.trim().matches("\\d{1,6}"))
          .map(text -> Integer.parseInt(text.trim()))
          .filter(index -> index >= 1 && index <= cases.size())
          .map(index -> cases.get(index - 1))
          .orElseThrow(
              () ->
                  new BadParameterException(
                      "The parameter case is "
                          + Quoted.of(number.get())
                          + "; it is a number from 1 to "
                          + cases.size()
                          + "."));
    }
    String id =
        tuple
            .map(String::trim)
            .orElseThrow(
                () ->
                    new BadParameterException(
                        "The parameter case is missing: a number from 1 to "
                            + cases.size()
                            + ", or casetuple with an id such as 1.1.1."));
    return cases.stream()
        .filter(each -> each.id().toString().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new BadParameterException(
                    "The parameter casetuple is "
                        + Quoted.of(id)
                        + ", which is no id of a selected case; 1.1.1 looks like one."));
  }

  /**
   * The name of the client.
   *
   * @throws BadParameterException with a sentence, if it has none, or a too long one
   */
  static String agent(Query query) {
    String agent =
        query
            .value(AGENT)
            .filter(name -> !name.isEmpty())
            .orElseThrow(
                () ->
                    new BadParameterException(
                        "The parameter agent is missing: the name of the client in the reports."));
    if (agent.length() > MOST_AGENT) {
      throw new BadParameterException(
          "The parameter agent has "
              + agent.length()
              + " characters; it can have at most "
              + MOST_AGENT
              + ".");
    }
    return agent;
  }

  /** Whether the driver needs the server no longer. */
  static boolean isLast(Query query) {
    return query
        .value(SHUTDOWN)
        .filter(word -> word.equalsIgnoreCase("true") || word.equalsIgnoreCase("yes"))
        .isPresent();
  }
}
