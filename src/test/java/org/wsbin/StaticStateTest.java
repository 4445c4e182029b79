package org.wsbin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No state is shared by all of a JVM: every static field is final, and holds a value that cannot
 * change. What a field holds is looked at when its class has been initialised.
 */
class StaticStateTest {
  /** Values that could change but do not, or whose change nobody can see. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          entry("endpoint.SessionObservation.ZEROS", "a read-only buffer that is only duplicated"),
          entry("protocol.MessageInflater.TAIL", "an array that is only read"),
          entry("step.Data.ASCII", "an array that is only read"),
          entry("text.Json.FACTORY", "Jackson's factory, which is never configured again"),
          entry("text.JsonReader.FACTORY", "Jackson's factory, which is never configured again"),
          entry("web.ConsoleFiles.MAPPINGS", "an array that is only read"));

  @Test
  void everyStaticFieldIsFinal() {
    assertThat(statics().filter(field -> !Modifier.isFinal(field.getModifiers()))).isEmpty();
  }

  @Test
  void everyStaticValueIsImmutable() {
    Map<String, String> mutable = new HashMap<>();
    statics()
        .forEach(
            field ->
                Immutability.reasonAgainst(valueOf(field))
                    .ifPresent(reason -> mutable.put(name(field), reason)));
    mutable.keySet().removeAll(ALLOWED.keySet());
    assertThat(mutable).isEmpty();
  }

  /** Otherwise the list grows old. */
  @Test
  void everyAllowedFieldIsThere() {
    assertThat(statics().map(StaticStateTest::name)).containsAll(ALLOWED.keySet());
  }

  @Test
  void aMapThatSomebodyFillsIsFound() {
    assertThat(Immutability.reasonAgainst(new HashMap<>())).hasValue("java.util.HashMap");
    assertThat(Immutability.reasonAgainst(List.of(new StringBuilder())))
        .hasValue("java.lang.StringBuilder");
    assertThat(Immutability.reasonAgainst(new Counter()))
        .hasValueSatisfying(reason -> assertThat(reason).contains("count").contains("not final"));
    assertThat(Immutability.reasonAgainst(Map.of("a", List.of(1)))).isEmpty();
  }

  private static final class Counter {
    private int count;

    @Override
    public String toString() {
      return "call " + count++;
    }
  }

  private static Stream<Field> statics() {
    return new ClassFileImporter()
        .importPath(Path.of("target/classes")).stream()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getDeclaredFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
  }

  private static Object valueOf(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException refused) {
      throw new AssertionError(refused);
    }
  }

  private static String name(Field field) {
    String type = field.getDeclaringClass().getName().substring("org.wsbin.".length());
    return type + "." + field.getName();
  }
}
