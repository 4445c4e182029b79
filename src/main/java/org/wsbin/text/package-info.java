/**
 * What several packages print and read: JSON, sizes, durations, and how alike two words are.
 *
 * <p>In: values and text. Out: text and values. Imports nothing of wsbin's; everybody may come in.
 */
package org.wsbin.text;
