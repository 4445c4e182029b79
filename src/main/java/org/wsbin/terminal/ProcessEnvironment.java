package org.wsbin.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The process around a session.
 *
 * @param atEnd takes the task to run if the process is stopped, which returns the exit code
 */
public record ProcessEnvironment(
    InputStream in,
    OutputStream out,
    PrintWriter err,
    Terminals terminals,
    Map<String, String> environment,
    Consumer<IntSupplier> atEnd) {}
