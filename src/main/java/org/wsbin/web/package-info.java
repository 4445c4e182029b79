/**
 * The composition root: builds the object graph of a deployment from its settings, and closes it.
 * May import every package of the deployed application; only the container calls it.
 */
package org.wsbin.web;
