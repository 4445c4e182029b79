/**
 * Checks the files of {@code deploy/}: the Helm chart as Helm renders it, and that everything in
 * there that the code declares, such as settings, is what the code declares.
 */
package org.wsbin.deploy;
