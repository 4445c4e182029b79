package org.wsbin.verdict;

import java.util.List;

/**
 * What shows that a rule was broken.
 *
 * @param connection the id of the connection or handshake
 * @param frames the numbers of the frames in its transcript; perhaps none
 * @param sentence what was found
 */
public record Finding(String connection, List<Integer> frames, String sentence) {}
