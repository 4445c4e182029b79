package org.wsbin.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A place where settings can be found. */
public interface Source {
  /** Environment variables of hosting platforms, by the setting's name. */
  Map<String, String> PLATFORM_NAMES = Map.of("port", "PORT", "host", "HOST");

  /** A value, and a label of its place for the operator. */
  record Found(String label, String value) {}

  /** The value of the setting in this place; a blank value counts as none. */
  Optional<Found> find(Setting<?> setting);

  /** Flags of the command line, by the setting's name. */
  static Source flags(Map<String, String> flags) {
    return flags(flags::get);
  }

  /** Flags of the command line, looked up by the setting's name. */
  static Source flags(Function<String, String> lookup) {
    return named(Setting::name, lookup, setting -> "The option " + setting.flag());
  }

  /** Environment variables, including {@code PORT} and {@code HOST}, which platforms set. */
  static Source environment(Map<String, String> environment) {
    Source own =
        named(
            Setting::environmentVariable,
            environment::get,
            setting -> "The environment variable " + setting.environmentVariable());
    Source platform =
        setting ->
            PLATFORM_NAMES.containsKey(setting.name())
                ? found(
                    "The environment variable " + platformName(setting),
                    environment.get(platformName(setting)))
                : Optional.empty();
    return setting -> own.find(setting).or(() -> platform.find(setting));
  }

  /** System properties or servlet context parameters; both use the same names. */
  static Source properties(String what, Function<String, String> lookup) {
    return named(Setting::property, lookup, setting -> "The " + what + " " + setting.property());
  }

  private static String platformName(Setting<?> setting) {
    return PLATFORM_NAMES.getOrDefault(setting.name(), "");
  }

  private static Source named(
      Function<Setting<?>, String> key,
      Function<String, String> lookup,
      Function<Setting<?>, String> label) {
    return setting -> found(label.apply(setting), lookup.apply(key.apply(setting)));
  }

  private static Optional<Found> found(String label, String value) {
    return Optional.ofNullable(value)
        .filter(text -> !text.isBlank())
        .map(text -> new Found(label, text.strip()));
  }
}
