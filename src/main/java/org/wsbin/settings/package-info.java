/**
 * What an operator may set, and where it is read: one immutable {@link org.wsbin.settings.Settings}
 * value, loaded once from flags, environment, system properties and servlet context parameters.
 *
 * <p>In: names and texts. Out: typed, checked values, or one sentence on what is wrong. Imports
 * {@code protocol}, for the syntax of origins and subprotocols; any package above may come in.
 */
package org.wsbin.settings;
