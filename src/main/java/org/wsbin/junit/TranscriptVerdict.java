package org.wsbin.junit;

/**
 * The verdict about a client.
 *
 * @param passed whether the client violated no rule and fulfilled every expectation
 * @param text a line for each rule, and the findings
 */
public record TranscriptVerdict(boolean passed, String text) {}
