package org.wsbin;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a value can change, by what it holds now: our own types and lambdas are looked into, and
 * so are the JDK's immutable collections; arrays and buffers can change unless they are empty.
 */
final class Immutability {
  private static final Set<Class<?>> VALUES =
      Set.of(
          Boolean.class,
          Character.class,
          Class.class,
          Duration.class,
          DateTimeFormatter.class,
          Locale.class,
          OptionalInt.class,
          OptionalLong.class,
          Pattern.class,
          String.class);

  private static final Pattern UNMODIFIABLE =
      Pattern.compile("java\\.util\\.(ImmutableCollections|Collections\\$(Unmodif|Empty)).*");

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Immutability() {}

  /** Why the value can change: the type that allows it, or the field. Empty if it cannot. */
  static Optional<String> reasonAgainst(Object value) {
    return new Immutability().against(value);
  }

  private Optional<String> against(Object value) {
    if (value == null || !seen.add(value) || isValue(value)) {
      return Optional.empty();
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return Array.getLength(value) == 0 ? Optional.empty() : Optional.of("an array");
    }
    if (value instanceof Buffer buffer) {
      return buffer.capacity() == 0 ? Optional.empty() : Optional.of("a buffer");
    }
    if (value instanceof Optional<?> optional) {
      return against(optional.orElse(null));
    }
    if (UNMODIFIABLE.matcher(type.getName()).matches()) {
      return first(content(value));
    }
    return type.getName().startsWith("org.wsbin.")
        ? againstFields(value)
        : Optional.of(type.getName());
  }

  private static boolean isValue(Object value) {
    return VALUES.contains(value.getClass())
        || (value instanceof Number && value.getClass().getName().startsWith("java.lang."))
        || value instanceof Charset
        || value instanceof VarHandle
        || value instanceof ZoneId
        || value instanceof System.Logger
        || (value instanceof Enum<?> && !value.getClass().getName().startsWith("org.wsbin."));
  }

  private static Stream<?> content(Object value) {
    return value instanceof Map<?, ?> map
        ? Stream.concat(map.keySet().stream(), map.values().stream())
        : ((Collection<?>) value).stream();
  }

  private Optional<String> first(Stream<?> values) {
    return values.map(this::against).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> againstFields(Object value) {
    for (Class<?> type = value.getClass();
        type.getName().startsWith("org.wsbin.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Optional<String> reason = againstField(field, value);
        if (reason.isPresent()) {
          return reason;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> againstField(Field field, Object owner) {
    if (Modifier.isStatic(field.getModifiers())) {
      return Optional.empty();
    }
    if (!Modifier.isFinal(field.getModifiers())) {
      return Optional.of("the field " + field.getName() + ", which is not final");
    }
    try {
      field.setAccessible(true);
      return against(field.get(owner)).map(reason -> field.getName() + ": " + reason);
    } catch (IllegalAccessException refused) {
      throw new AssertionError(refused);
    }
  }
}
