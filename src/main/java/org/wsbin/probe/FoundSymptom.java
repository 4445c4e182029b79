package org.wsbin.probe;

import org.wsbin.symptom.Symptom;

/**
 * Something that was found.
 *
 * @param what with its numbers, in a sentence
 * @param client what the client saw
 * @param server what the server says it saw; empty if it was not asked, or cannot say
 */
public record FoundSymptom(Symptom symptom, String what, String client, String server) {}
