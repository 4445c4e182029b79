package org.wsbin.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What a session has around it.
 *
 * @param atEnd takes what shall be done when the process is told to end, which gives the exit code
 */
public record ProcessEnvironment(
    InputStream in,
    OutputStream out,
    PrintWriter err,
    Terminals terminals,
    Map<String, String> environment,
    Consumer<IntSupplier> atEnd) {}
