/**
 * The composition root: builds the one object graph of a deployment from its settings, and takes it
 * down. May import every package but the ones of the standalone server; nobody comes in but the
 * container.
 */
package org.wsbin.web;
