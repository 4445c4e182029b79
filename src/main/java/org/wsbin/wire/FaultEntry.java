package org.wsbin.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.settings.ValueType;

/**
 * A fault, as it is offered: the one declaration from which paths, pages and refusals come.
 *
 * @param name the path below {@code /wire/fault/}, without its value
 * @param value what may be given behind the name, as another part of the path
 * @param rfc the document and section that it breaks, such as {@code RFC 6455 section 5.1}
 * @param breaks what the server does, and why that is wrong
 * @param duty what a correct client must do
 */
public record FaultEntry(
    String name,
    Optional<Value> value,
    String rfc,
    String breaks,
    String duty,
    Function<String, Optional<Fault>> fault) {

  /**
   * A value in the path.
   *
   * @param form what a form field needs to know of it
   * @param placeholder what stands for it
   * @param allowed what it may be, as it goes into a sentence after "allowed is"
   * @param example one of them
   */
  public record Value(ValueType.Form form, String placeholder, String allowed, String example) {}

  static FaultEntry plain(String name, String rfc, String breaks, String duty, Fault fault) {
    return new FaultEntry(name, Optional.empty(), rfc, breaks, duty, unused -> Optional.of(fault));
  }

  /** One that takes any of these numbers. */
  static FaultEntry numbered(
      String name,
      List<Integer> numbers,
      String rfc,
      String breaks,
      String duty,
      Function<Integer, Fault> fault) {
    List<String> words = numbers.stream().map(number -> Integer.toString(number)).toList();
    return new FaultEntry(
        name,
        Optional.of(
            new Value(
                ValueType.Form.choice(words),
                "N",
                "one of " + String.join(", ", words),
                words.get(0))),
        rfc,
        breaks,
        duty,
        text ->
            numbers.stream()
                .filter(number -> number.toString().equals(text))
                .findFirst()
                .map(fault));
  }

  /** One that takes a value of that type. */
  static <T> FaultEntry valued(
      String name,
      ValueType<T> type,
      String example,
      String rfc,
      String breaks,
      String duty,
      Function<T, Fault> fault) {
    return new FaultEntry(
        name,
        Optional.of(new Value(type.form(), type.placeholder(), type.allowed(), example)),
        rfc,
        breaks,
        duty,
        text -> type.parser().apply(text).map(fault));
  }

  /** The path below {@code /wire/fault/} that shows it, with an example of its value. */
  public String examplePath() {
    return name + value.map(v -> "/" + v.example()).orElse("");
  }

  /** The path with the placeholder of its value. */
  public String pattern() {
    return name + value.map(v -> "/" + v.placeholder()).orElse("");
  }
}
