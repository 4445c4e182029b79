package org.wsbin.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.Setting;

/**
 * Reads the steps of a path: {@code delay/2/message/hello/close/4001}. A name is one or two parts
 * of the path, followed by the parameters of the step; all are percent-decoded.
 */
public final class ScenarioParser {
  /** The most steps in a path. */
  public static final int MOST_STEPS = 32;

  /** For every path, whatever its steps. */
  public static final Parameter<Duration> PING_INTERVAL =
      new Parameter<>("ping-interval", Setting.PING_INTERVAL.type(), Setting.PING_INTERVAL.flag());

  /** RFC 3986 section 3.3 and 3.4. */
  private static final Pattern IN_URLS = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");

  private final Catalogue catalogue;
  private final Set<String> disabled;
  private final String contextPath;

  /**
   * A parser for one deployment.
   *
   * @param disabled names and aliases of steps, or the first part of them, that are turned off
   * @param contextPath the path under which wsbin is deployed
   */
  public ScenarioParser(Catalogue catalogue, Set<String> disabled, String contextPath) {
    this.catalogue = catalogue;
    this.disabled = Set.copyOf(disabled);
    this.contextPath = contextPath;
  }

  /**
   * The scenario of a path.
   *
   * @param path the path after the engine, as received
   * @throws BadParameterException with a sentence that says which step, what was found, and what is
   *     allowed
   */
  public Scenario parse(Engine engine, String path, Query query) {
    return new Reading(engine, path, query).read();
  }

  /** Whether the steps of that name, which may be an alias, may be used. */
  public boolean enabled(String name) {
    return catalogue.named(name).stream().map(Step::declaration).allMatch(this::enabled);
  }

  /** One of its names is enough to turn off a step, whichever of them a path uses. */
  private boolean enabled(Declaration step) {
    return step.names()
        .noneMatch(name -> disabled.stream().anyMatch(off -> (name + "/").startsWith(off + "/")));
  }

  private void checkEnabled(Declaration step) {
    if (!enabled(step)) {
      throw new BadParameterException(
          403, "The step " + step.name() + " is turned off on this server (--disable).");
    }
  }

  /** Reads one path. */
  private final class Reading {
    private final Engine engine;
    private final String path;
    private final Query query;
    private final List<String> parts = new ArrayList<>();
    private final Set<String> inQuery = new HashSet<>();
    private final List<BoundStep<HandshakeStep>> handshake = new ArrayList<>();
    private final List<BoundStep<ConnectionStep>> connection = new ArrayList<>();
    private int at;
    private int number;
    private boolean ended;

    Reading(Engine engine, String path, Query query) {
      this.engine = engine;
      this.path = path;
      this.query = query;
      String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      for (String part : trimmed.split("/", -1)) {
        parts.add(decoded(part));
      }
    }

    Scenario read() {
      if (path.isEmpty()) {
        throw new BadParameterException(
            "The path names no step: try "
                + contextPath
                + "/"
                + engine.path()
                + "/echo, or see "
                + contextPath
                + "/catalogue for all steps.");
      }
      while (at < parts.size()) {
        number++;
        Step step = step();
        checkPlace(step);
        Arguments arguments = arguments(step.declaration());
        ended = step.declaration().ends();
        if (step instanceof ConnectionStep later) {
          connection.add(new BoundStep<>(later, arguments));
        } else if (step instanceof HandshakeStep early) {
          handshake.add(new BoundStep<>(early, arguments));
        }
      }
      inQuery.add(TranscriptName.PARAMETER.name());
      inQuery.add(PING_INTERVAL.name());
      query.checkSpelling(inQuery);
      addWhatFollows();
      return new Scenario(handshake, connection, PING_INTERVAL.given(query));
    }

    /** Whether at most one step acts on the connection, so a fault may be followed by an echo. */
    private void addWhatFollows() {
      List<? extends BoundStep<?>> placed = connection.isEmpty() ? handshake : connection;
      if (connection.size() < 2) {
        placed.stream()
            .flatMap(bound -> bound.step().alone().stream())
            .filter(next -> enabled(next.declaration()))
            .findFirst()
            .ifPresent(next -> connection.add(new BoundStep<>(next, Arguments.none())));
      }
    }

    private Step step() {
      String name = parts.get(at);
      String longName = at + 1 < parts.size() ? name + "/" + parts.get(at + 1) : name;
      boolean isLong = at + 1 < parts.size() && catalogue.has(longName);
      List<Step> named = catalogue.named(isLong ? longName : name);
      at += isLong ? 2 : 1;
      if (named.isEmpty()) {
        throw catalogue.hasLonger(name) ? unknownInFamily(name, longName) : unknown(name);
      }
      // of two steps with one name, the one with a value is followed by something that is not a
      // step
      boolean value = at < parts.size() && !catalogue.has(parts.get(at));
      return named.stream()
          .filter(step -> step.declaration().path().isEmpty() != value)
          .findFirst()
          .orElse(named.get(0));
    }

    private BadParameterException unknown(String name) {
      return wrong(
          "unknown: "
              + Quoted.of(name)
              + "; did you mean "
              + catalogue.nearest(name).declaration().pattern()
              + "? See /catalogue for all steps.");
    }

    /** The first part of the name exists, so the path is unknown, not malformed. */
    private BadParameterException unknownInFamily(String first, String name) {
      return new BadParameterException(
          404,
          begin()
              + "unknown: "
              + Quoted.of(name)
              + "; did you mean "
              + catalogue.nearest(name).declaration().pattern()
              + "? All steps below "
              + first
              + ": "
              + String.join(", ", catalogue.longer(first))
              + ".");
    }

    private void checkPlace(Step step) {
      Declaration declaration = step.declaration();
      checkEnabled(declaration);
      if (number > MOST_STEPS) {
        throw wrong(declaration.pattern() + "; a path can have at most " + MOST_STEPS + " steps.");
      }
      if (ended) {
        throw wrong(declaration.pattern() + ", but the step before it must be the last.");
      }
      if (step instanceof HandshakeStep && !connection.isEmpty()) {
        throw wrong(
            declaration.pattern()
                + ", which acts on the handshake; it must come before all steps that act on the"
                + " connection.");
      }
      if (!declaration.engines().contains(engine)) {
        throw wrong(
            declaration.pattern()
                + ", which works only at "
                + onWire()
                + ": a container's own WebSocket implementation cannot do it.");
      }
    }

    /** The same path on the other engine; characters that a URL cannot contain are escaped. */
    private String onWire() {
      String query = this.query.raw().map(text -> "?" + text).orElse("");
      String whole = contextPath + "/" + Engine.WIRE.path() + "/" + path + query;
      return IN_URLS.matcher(whole).matches() ? whole : Quoted.of(whole);
    }

    private Arguments arguments(Declaration declaration) {
      Arguments.Reading reading = new Arguments.Reading();
      for (Parameter<?> parameter : declaration.path()) {
        if (at == parts.size()) {
          throw wrong(
              declaration.pattern()
                  + ", whose "
                  + parameter.name()
                  + " is missing; allowed is "
                  + parameter.type().allowed()
                  + ".");
        }
        read(reading, parameter, declaration);
      }
      declaration.query().forEach(parameter -> readQuery(reading, parameter));
      return reading.done();
    }

    private <T> void read(
        Arguments.Reading reading, Parameter<T> parameter, Declaration declaration) {
      String subject = begin() + declaration.pattern() + ", whose " + parameter.name();
      reading.put(parameter, parameter.parse(parts.get(at), subject));
      at++;
    }

    private <T> void readQuery(Arguments.Reading reading, Parameter<T> parameter) {
      inQuery.add(parameter.name());
      reading.put(parameter, parameter.read(query));
    }

    private BadParameterException wrong(String what) {
      return new BadParameterException(begin() + what);
    }

    private String begin() {
      return "Step " + number + " is ";
    }
  }

  private static String decoded(String part) {
    return PercentEncoding.decode(part)
        .orElseThrow(
            () ->
                new BadParameterException(
                    "The path contains "
                        + Quoted.of(part)
                        + ", which is not valid percent-encoding: write each byte of UTF-8 as % and"
                        + " two hexadecimal digits."));
  }
}
