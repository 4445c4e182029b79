package org.wsbin.symptom;

/**
 * A product that says that it stands between.
 *
 * @param name as {@link Remedies} has it
 * @param said where it says so, such as {@code Server: nginx/1.26.0}; may be hostile
 */
public record SeenProduct(String name, String said) {}
