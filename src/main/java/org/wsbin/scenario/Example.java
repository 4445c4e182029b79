package org.wsbin.scenario;

import java.util.List;

/**
 * A scenario that shows a step, with everything that the client sees, in order. The beginning of
 * each line of the transcript is its type:
 *
 * <ul>
 *   <li>{@code + Name: value}: a header from the client, besides those of every handshake
 *   <li>{@code = 401} or {@code = Name: value}: the status, a header, or the body of the response;
 *       without a status it is 101
 *   <li>{@code > text}: the client sends this; {@code > close 1000}, {@code > ping hello}
 *   <li>{@code < text}: the client receives this; {@code < 0x00ff} a binary message, {@code <
 *       one|two} a message in two fragments, {@code < ping}, {@code < pong}, {@code < close 4001
 *       enough}
 *   <li>{@code < end}: TCP ends
 * </ul>
 *
 * {@code …} stands for text that differs from run to run.
 *
 * @param path the path after the engine, such as {@code delay/1s/message/late}
 */
public record Example(String path, List<String> transcript) {}
