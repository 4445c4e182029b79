package org.wsbin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a running wsbin. They take a {@link WsbinServer} or a
 * {@link WsbinTranscript} as parameters:
 *
 * <pre>{@code
 * @Wsbin("--max-message=64k")
 * class ClientTest {
 *   @Test
 *   void closes(WsbinTranscript transcript) {
 *     new Client(transcript.uri("/wire/echo")).sayHelloAndClose();
 *     assertThat(transcript).hasMessages("hello").closedWith(1000);
 *   }
 * }
 * }</pre>
 *
 * <p>The server is in this JVM, on a free port of 127.0.0.1. Nested classes and subclasses use it
 * too, unless they have an annotation of their own; that of a method counts for its test only.
 * Tests may run in parallel. An annotation may carry this one.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WsbinExtension.class)
public @interface Wsbin {
  /**
   * The settings, as after {@code java -jar wsbin.war}: {@code "--max-message=64k"}. If one is
   * wrong, the tests fail with the sentence that {@code java -jar} prints. The environment and
   * system properties count too, as there.
   */
  String[] value() default {};

  /**
   * Whether all tests of the JVM with the same settings use one server, which stops after the last
   * test; otherwise this class, or this method, has one of its own, which stops after it.
   */
  boolean shared() default true;
}
