/**
 * What an operator can set: one immutable {@link org.wsbin.settings.Settings} value, loaded once
 * from flags, environment, system properties and servlet context parameters.
 *
 * <p>In: names and texts. Out: typed, checked values, or one sentence that says what is wrong.
 * Imports {@code text}, and {@code protocol} for the syntax of origins and subprotocols; any
 * package above may import this one.
 */
package org.wsbin.settings;
