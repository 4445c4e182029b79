package org.wsbin.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The declaration of a step; paths, refusals and the catalogue use it.
 *
 * @param name one or two parts of a path, such as {@code delay} or {@code fault/masked}
 * @param aliases other names for it, from other servers
 * @param path the parameters after the name, each a part of the path
 * @param query the parameters in the query
 * @param engines the engines that can do it
 * @param ends whether it must be the last step
 * @param summary what it does, in a sentence or two
 * @param duty what a correct client must do about a fault; steps that are no faults have none
 * @param rfc the document and section about it, such as {@code RFC 6455 section 5.4}
 */
public record Declaration(
    String name,
    Group group,
    List<String> aliases,
    List<Parameter<?>> path,
    List<Parameter<?>> query,
    Set<Engine> engines,
    boolean ends,
    String summary,
    Optional<Duty> duty,
    Optional<String> rfc,
    List<Example> examples) {

  /** What a step is about, in the order of the catalogue. */
  public enum Group {
    HANDSHAKE("The opening handshake"),
    MESSAGES("Messages"),
    FLOW("Waiting and checking"),
    FRAMES("Frames and pacing"),
    BULK("Bulk data"),
    END("Ending"),
    FAULT("Faults");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** The heading of the group. */
    public String title() {
      return title;
    }
  }

  /** Whether it sends bytes that need not be frames, as its examples show. */
  public boolean sendsOctets() {
    return examples.stream()
        .flatMap(example -> example.transcript().stream())
        .anyMatch(line -> line.startsWith("< octets "));
  }

  /** A step for both engines, at first without parameters. */
  public static Builder of(String name, Group group, String summary) {
    return new Builder(name, group, summary);
  }

  /** Builds a declaration. */
  public static final class Builder {
    private final String name;
    private final Group group;
    private final String summary;
    private final List<String> aliases = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private List<Parameter<?>> path = List.of();
    private List<Parameter<?>> query = List.of();
    private Set<Engine> engines = EnumSet.allOf(Engine.class);
    private Optional<Duty> duty = Optional.empty();
    private Optional<String> rfc = Optional.empty();
    private boolean ends;

    private Builder(String name, Group group, String summary) {
      this.name = name;
      this.group = group;
      this.summary = summary;
    }

    /** With these parameters in the path after the name. */
    public Builder path(Parameter<?>... parameters) {
      path = List.of(parameters);
      return this;
    }

    /** With these parameters in the query. */
    public Builder query(Parameter<?>... parameters) {
      query = List.of(parameters);
      return this;
    }

    /** Adds an alias. */
    public Builder alias(String alias) {
      aliases.add(alias);
      return this;
    }

    /** Only for wsbin's own engine: the standard API cannot do it. */
    public Builder wireOnly() {
      engines = EnumSet.of(Engine.WIRE);
      return this;
    }

    /** It must be the last step. */
    public Builder ending() {
      ends = true;
      return this;
    }

    /** What a correct client must do about it. */
    public Builder duty(Duty of) {
      duty = Optional.of(of);
      return this;
    }

    /** Sets the section of a document. */
    public Builder rfc(String section) {
      rfc = Optional.of(section);
      return this;
    }

    /** Adds an example. */
    public Builder example(String scenario, String... transcript) {
      examples.add(new Example(scenario, List.of(transcript)));
      return this;
    }

    /** The declaration. */
    public Declaration done() {
      return new Declaration(
          name,
          group,
          List.copyOf(aliases),
          path,
          query,
          Set.copyOf(engines),
          ends,
          summary,
          duty,
          rfc,
          List.copyOf(examples));
    }
  }

  /** The name with the placeholders of its parameters, such as {@code time/{count}/{interval}}. */
  public String pattern() {
    return Stream.concat(Stream.of(name), path.stream().map(p -> "{" + p.name() + "}"))
        .collect(Collectors.joining("/"));
  }

  /** What it does, and what a correct client must do about it. */
  public String description() {
    return summary + duty.map(due -> " A correct client: " + due.sentence()).orElse("");
  }

  /** All its names. */
  Stream<String> names() {
    return Stream.concat(Stream.of(name), aliases.stream());
  }
}
