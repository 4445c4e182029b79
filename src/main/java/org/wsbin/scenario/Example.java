package org.wsbin.scenario;

import java.util.List;

/**
 * A scenario that shows a step, with all that is seen of it at the client's side, in order. Each
 * line of the transcript begins with what it is:
 *
 * <ul>
 *   <li>{@code + Name: value}: a header of the client's besides those of every handshake
 *   <li>{@code = 401} or {@code = Name: value}: status, a header, or the body of the answer;
 *       without a status it is 101
 *   <li>{@code > text}: the client sends this; {@code > close 1000}, {@code > ping hello}
 *   <li>{@code < text}: this comes; {@code < 0x00ff} a binary message, {@code < one|two} a message
 *       in two fragments, {@code < ping}, {@code < pong}, {@code < close 4001 enough}
 *   <li>{@code < end}: TCP ends
 * </ul>
 *
 * What differs from run to run stands as {@code …}.
 *
 * @param path behind the engine, such as {@code delay/1s/message/late}
 */
public record Example(String path, List<String> transcript) {}
