package org.wsbin.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.fault.HandshakeFault.Shape;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.HeaderChange;
import org.wsbin.scenario.HeaderChange.Remove;
import org.wsbin.scenario.HeaderChange.Repeat;
import org.wsbin.scenario.HeaderChange.Replace;
import org.wsbin.scenario.Silence;
import org.wsbin.scenario.Step;
import org.wsbin.scenario.StepContext;
import org.wsbin.settings.ValueType;
import org.wsbin.step.BasicAuth;
import org.wsbin.step.Echo;
import org.wsbin.step.Redirect;
import org.wsbin.step.Status;
import org.wsbin.text.Durations;

/** The faults in the opening handshake (RFC 6455 section 4). */
final class HandshakeFaults {
  private static final String SERVER = "RFC 6455 section 4.2.2";
  private static final String CLIENT = "RFC 6455 section 4.1";
  private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

  private static final Optional<ConnectionStep> ECHO = Optional.of(new Echo());
  private static final Action NOTHING = StepContext::done;

  private final FaultLog log;

  /** The faults, with their lines in this log. */
  HandshakeFaults(FaultLog log) {
    this.log = log;
  }

  /**
   * One of each.
   *
   * @param longest the longest delay of a response
   */
  List<Step> all(Duration longest) {
    return List.of(
        header(
            "accept-wrong",
            "Sec-WebSocket-Accept belongs to another key.",
            new Replace("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")),
        header(
            "accept-missing",
            "The 101 has no Sec-WebSocket-Accept.",
            new Remove("Sec-WebSocket-Accept")),
        header(
            "accept-twice",
            "The 101 has the right Sec-WebSocket-Accept in two lines, but only one is allowed"
                + " (section 11.3.3).",
            FaultDuties.FAIL_OR_READ_FIRST_LINE,
            new Repeat("Sec-WebSocket-Accept")),
        header(
            "subprotocol-unoffered",
            "The 101 names a subprotocol that the client has not offered.",
            new Replace("Sec-WebSocket-Protocol", "wsbin-unoffered")),
        header(
            "extension-unoffered",
            "The 101 names an extension that the client has not offered.",
            new Replace("Sec-WebSocket-Extensions", "wsbin-unoffered")),
        header("upgrade-missing", "The 101 has no Upgrade header.", new Remove("Upgrade")),
        header("connection-missing", "The 101 has no Connection header.", new Remove("Connection")),
        status(),
        unauthorized(),
        redirect(),
        delay(longest),
        noAnswer(),
        frameWith101());
  }

  private Step header(String name, String breaks, HeaderChange change) {
    return header(name, breaks, FaultDuties.FAIL_HANDSHAKE, change);
  }

  private Step header(String name, String breaks, Duty duty, HeaderChange change) {
    FaultPath<String> path = FaultPath.plain(name);
    return echoing(
        path,
        path.declare(SERVER, breaks, duty).example(path.example("", "")),
        (reply, unused, opening) -> reply.with(change),
        NOTHING);
  }

  private Step status() {
    FaultPath<Integer> path =
        FaultPath.valued("status", ValueType.integer("CODE", 200, 599), 503, String::valueOf);
    return last(
        path,
        path.declare(
                CLIENT,
                "The response has this status, a header of its own and a body, instead of a 101.",
                FaultDuties.SHOW_ANSWER)
            .example(path.example("", ""), "= 503", "= X-Wsbin-Fault: status"),
        (reply, code, opening) ->
            Status.answer(
                reply,
                code,
                Map.of("X-Wsbin-Fault", "status"),
                "This path requests the status " + code + "."),
        NOTHING);
  }

  private Step unauthorized() {
    FaultPath<String> path = FaultPath.plain("unauthorized");
    return echoing(
        path,
        path.declare(
                CLIENT,
                "The response is a 401 that asks for Basic credentials; with user wsbin and"
                    + " password secret it is a 101, followed by an echo.",
                FaultDuties.GIVE_CREDENTIALS)
            .example(
                path.example("", ""),
                "= 401",
                "= WWW-Authenticate: Basic realm=\"wsbin\", charset=\"UTF-8\""),
        (reply, unused, opening) ->
            BasicAuth.unlessProven(
                reply,
                opening,
                "wsbin:secret",
                "Credentials are needed: the user is wsbin, the password is secret."),
        NOTHING);
  }

  private Step redirect() {
    FaultPath<Integer> path = FaultPath.numbered("redirect", REDIRECTS);
    return last(
        path,
        path.declare(
                CLIENT,
                "The response is a redirect to /wire/echo on this host.",
                FaultDuties.FOLLOW_OR_FAIL)
            .example(path.example("", ""), "= 301"),
        Redirect::toEcho,
        NOTHING);
  }

  private Step delay(Duration longest) {
    Duration example = Duration.ofSeconds(2);
    FaultPath<Duration> path =
        FaultPath.valued(
            "delay", ValueType.duration(Duration.ZERO, longest), example, Durations::format);
    return echoing(
        path,
        path.declare(
                CLIENT,
                "The correct response comes late; then every message is echoed.",
                FaultDuties.WAIT_OR_GIVE_UP)
            .example(path.example("", "")),
        (reply, time, opening) -> reply.later(time),
        NOTHING);
  }

  private Step noAnswer() {
    FaultPath<String> path = FaultPath.plain("no-answer");
    return last(
        path,
        path.declare(CLIENT, "The handshake gets no response.", FaultDuties.GIVE_UP)
            .example(path.example("", "")),
        (reply, unused, opening) -> reply.with(Delivery.NEVER),
        context -> {
          context.wire().keepSilent(Silence.DEAF);
          context.wire().endAfter(context.limits().maxFaultDuration());
        });
  }

  private Step frameWith101() {
    FaultPath<String> path = FaultPath.plain("frame-with-101");
    return echoing(
        path,
        path.declare(
                SERVER,
                "A text frame follows the 101 at once, which is correct, but clients often lose it.",
                FaultDuties.ACCEPT_FRAME)
            .example(path.example("", "")),
        (reply, unused, opening) -> reply.with(Delivery.WITH_FIRST_FRAMES),
        context ->
            context.say(
                MessageKind.TEXT, UTF_8.encode("in the same write as the 101"), context::done));
  }

  /** A fault followed by an echo, if the client continues. */
  private <T> Step echoing(
      FaultPath<T> path, Declaration.Builder declaration, Shape<T> shape, Action acting) {
    return new HandshakeFault<>(path, declaration.done(), shape, acting, ECHO, log);
  }

  /** A fault that must be the last step. */
  private <T> Step last(
      FaultPath<T> path, Declaration.Builder declaration, Shape<T> shape, Action acting) {
    return new HandshakeFault<>(
        path, declaration.ending().done(), shape, acting, Optional.empty(), log);
  }
}
