/**
 * Judges clients by their transcripts: the rules of RFC 6455 that a client must keep, and what a
 * test expects besides.
 */
package org.wsbin.verdict;
