package org.wsbin.junit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON that wsbin writes (RFC 8259): maps, lists, strings, numbers, booleans and null. It
 * exists so that the tests of others need no JSON library.
 */
final class JsonParser {
  /** Far more than a transcript nests. */
  private static final int DEEPEST = 64;

  private final String json;
  private int at;
  private int depth;

  private JsonParser(String json) {
    this.json = json;
  }

  /**
   * The value of a whole text.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static Object parse(String json) {
    JsonParser parser = new JsonParser(json);
    Object value = parser.value();
    parser.skipSpace();
    if (parser.at < json.length()) {
      throw parser.wrong();
    }
    return value;
  }

  private Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    open('{');
    while (!closes('}', members.isEmpty())) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    open('[');
    while (!closes(']', elements.isEmpty())) {
      elements.add(value());
    }
    return elements;
  }

  private void open(char bracket) {
    expect(bracket);
    if (++depth > DEEPEST) {
      throw wrong();
    }
  }

  /** Whether the end is here; otherwise there is a comma, unless this is the first one. */
  private boolean closes(char bracket, boolean first) {
    skipSpace();
    if (peek() == bracket) {
      at++;
      depth--;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char next = json.charAt(at++);
      text.append(next == '\\' ? escaped() : next);
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    char letter = peek();
    at++;
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      case '"', '\\', '/' -> letter;
      default -> throw wrong();
    };
  }

  private char unicode() {
    try {
      char unit = (char) Integer.parseInt(json, at, at + 4, 16);
      at += 4;
      return unit;
    } catch (NumberFormatException | IndexOutOfBoundsException notHex) {
      throw wrong();
    }
  }

  private BigDecimal number() {
    int start = at;
    while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new BigDecimal(json.substring(start, at));
    } catch (NumberFormatException notOne) {
      at = start;
      throw wrong();
    }
  }

  private Object word(String word, Object value) {
    if (!json.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private char peek() {
    if (at >= json.length()) {
      throw wrong();
    }
    return json.charAt(at);
  }

  private void expect(char character) {
    if (peek() != character) {
      throw wrong();
    }
    at++;
  }

  private void skipSpace() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("This is not JSON from character " + at + " on: " + json);
  }
}
