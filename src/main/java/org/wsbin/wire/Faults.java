package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.handshake.DelayedResponse;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Connections;

/** The faults below {@code /wire/fault/}, each answered as its name says. */
public final class Faults implements AutoCloseable {
  private static final String CREDENTIALS =
      "Basic "
          + Base64.getEncoder().encodeToString("wsbin:secret".getBytes(StandardCharsets.UTF_8));

  private final WireEngine wire;
  private final Connections connections;
  private final FaultLog log = new FaultLog();
  private final List<FaultEntry> entries = new ArrayList<>();

  public Faults(WireEngine wire, Connections connections) {
    this.wire = wire;
    this.connections = connections;
    entries.addAll(HandshakeFaults.all(connections.limits().maxFaultDuration()));
    entries.addAll(FrameFaults.all());
  }

  /** All that there are, in the order in which a person would read them. */
  public List<FaultEntry> entries() {
    return List.copyOf(entries);
  }

  /** Each as a step of a scenario. */
  public List<ConnectionStep> steps() {
    return entries.stream()
        .<ConnectionStep>map(entry -> new FaultStep(entry, connections.limits(), log))
        .toList();
  }

  /** Whether a path below {@code /wire/fault/} is for a fault alone, without further steps. */
  public boolean isAlone(String path) {
    long parts = path.chars().filter(c -> c == '/').count();
    return entry(path).map(entry -> parts <= (entry.value().isPresent() ? 1 : 0)).orElse(true);
  }

  /** The one that a path below {@code /wire/fault/} names, alone or with a value that it takes. */
  public Optional<FaultEntry> page(String path) {
    return entry(path).filter(e -> e.name().equals(path) || fault(e, path).isPresent());
  }

  private Optional<FaultEntry> entry(String path) {
    String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * Answers an accepted handshake with the fault that the path names.
   *
   * @param path below {@code /wire/fault/}
   * @return a refusal to be sent instead of the fault, or as the fault itself
   */
  public Optional<Refused> answer(
      String path, HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException {
    Optional<FaultEntry> entry = entry(path);
    if (entry.isEmpty()) {
      return Optional.of(unknown(path));
    }
    Optional<Fault> fault = fault(entry.get(), path);
    if (fault.isEmpty()) {
      return Optional.of(badValue(entry.get(), path));
    }
    return new Exchange(path, request, response, accepted).answer(fault.get());
  }

  @Override
  public void close() {
    log.close();
  }

  private static Optional<Fault> fault(FaultEntry entry, String path) {
    String rest = path.substring(entry.name().length());
    boolean fits = entry.value().isPresent() ? rest.length() > 1 : rest.isEmpty();
    return fits ? entry.fault().apply(rest.isEmpty() ? "" : rest.substring(1)) : Optional.empty();
  }

  private Refused unknown(String path) {
    List<String> names = entries.stream().map(FaultEntry::pattern).toList();
    return new Refused(
        404,
        "There is no fault " + Quoted.of(path) + "; there are " + String.join(", ", names) + ".");
  }

  private static Refused badValue(FaultEntry entry, String path) {
    String allowed =
        entry
            .value()
            .map(value -> value.placeholder() + " being " + value.allowed())
            .orElse("nothing behind it");
    return new Refused(
        400,
        "The fault's path is "
            + Quoted.of(path)
            + "; allowed is "
            + entry.pattern()
            + ", "
            + allowed
            + ".");
  }

  /** One request, and what is done with it. */
  private final class Exchange {
    private final String path;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Accepted accepted;

    Exchange(
        String path, HttpServletRequest request, HttpServletResponse response, Accepted accepted) {
      this.path = path;
      this.request = request;
      this.response = response;
      this.accepted = accepted;
    }

    Optional<Refused> answer(Fault fault) throws IOException, ServletException {
      if (fault instanceof Fault.Headers headers) {
        return upgrade(
            headers.change().apply(SwitchingResponse.to(accepted, Optional.empty())), fault);
      }
      if (fault instanceof Fault.Status status) {
        return instead(
            status.code(),
            Map.of("X-Wsbin-Fault", "status"),
            "The path asks for the status " + status.code() + ", and this is it.");
      }
      if (fault instanceof Fault.Unauthorized && !isAuthorized()) {
        return instead(
            401,
            Map.of("WWW-Authenticate", "Basic realm=\"wsbin\", charset=\"UTF-8\""),
            "Credentials are needed: the user is wsbin, the password is secret.");
      }
      if (fault instanceof Fault.Redirect redirect) {
        String echo = request.getContextPath() + "/wire/echo";
        return instead(redirect.code(), Map.of("Location", echo), "The echo is at " + echo + ".");
      }
      if (fault instanceof Fault.Late late && !DelayedResponse.hasWaited(request)) {
        return wait(late.delay());
      }
      if (fault instanceof Fault.Silent) {
        if (!DelayedResponse.hasWaited(request) && wire.takeInSilence(request, play(fault))) {
          return Optional.empty();
        }
        return DelayedResponse.hasWaited(request)
            ? instead(503, Map.of("Connection", "close"), "This was to stay without an answer.")
            : wait(connections.limits().maxFaultDuration());
      }
      return upgrade(SwitchingResponse.to(accepted, Optional.empty()), fault);
    }

    private Optional<Refused> upgrade(SwitchingResponse answer, Fault fault)
        throws IOException, ServletException {
      FaultPlay play = play(fault);
      if (fault instanceof Fault.AtOnce) {
        return wire.upgradeAtOnce(request, response, answer, play);
      }
      return wire.upgrade(request, response, answer, play);
    }

    private FaultPlay play(Fault fault) {
      return new FaultPlay(path, fault, connections.limits(), log);
    }

    private Optional<Refused> instead(int status, Map<String, String> headers, String sentence) {
      log.answered(path, status);
      return Optional.of(new Refused(status, headers, sentence));
    }

    private boolean isAuthorized() {
      return CREDENTIALS.equals(request.getHeader("Authorization"));
    }

    /** No thread waits: the request comes back to the front door when its time has come. */
    private Optional<Refused> wait(Duration time) {
      DelayedResponse.start(connections, request, response, time);
      return Optional.empty();
    }
  }
}
