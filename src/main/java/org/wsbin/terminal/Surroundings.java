package org.wsbin.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a session has around it.
 *
 * @param atEnd takes what shall be done when the process is told to end
 */
public record Surroundings(
    InputStream in,
    OutputStream out,
    PrintWriter err,
    Terminals terminals,
    Map<String, String> environment,
    Consumer<Runnable> atEnd) {}
