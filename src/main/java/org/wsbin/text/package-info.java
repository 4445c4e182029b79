/**
 * What several packages print and read: JSON, sizes, durations, and the edit distance of words.
 *
 * <p>In: values and text. Out: text and values. Imports no package of wsbin; every package may
 * import this one.
 */
package org.wsbin.text;
