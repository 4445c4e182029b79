package org.wsbin.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of a {@code Sec-WebSocket-Extensions} header (RFC 6455 section 9.1): a name and its
 * parameters, in order.
 */
public record Extension(String name, List<Parameter> parameters) {

  /** A parameter, with or without a value. */
  public record Parameter(String name, Optional<String> value) {}

  public Extension {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads all lines of the header.
   *
   * @return empty if they are malformed
   */
  public static Optional<List<Extension>> parse(List<String> lines) {
    List<Extension> all = new ArrayList<>();
    for (String line : lines) {
      Optional<List<Extension>> found = new Parser(line).extensions();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(found.get());
    }
    return Optional.of(all);
  }

  /** A cursor over one line. Each method returns nothing, or null, if the line is malformed. */
  private static final class Parser {
    private final String line;
    private int at;

    Parser(String line) {
      this.line = line;
    }

    Optional<List<Extension>> extensions() {
      List<Extension> found = new ArrayList<>();
      do {
        skipBlanks();
        if (at < line.length() && line.charAt(at) != ',') {
          Optional<Extension> extension = extension();
          if (extension.isEmpty()) {
            return Optional.empty();
          }
          found.add(extension.get());
        }
      } while (skip(','));
      return at == line.length() ? Optional.of(found) : Optional.empty();
    }

    private Optional<Extension> extension() {
      String name = token();
      List<Parameter> parameters = new ArrayList<>();
      while (skip(';')) {
        skipBlanks();
        String parameter = token();
        Optional<String> value = skip('=') ? Optional.of(value()) : Optional.empty();
        // RFC 6455 section 9.1: a quoted value must be a token as well
        if (!HeaderList.isToken(parameter) || !value.map(HeaderList::isToken).orElse(true)) {
          return Optional.empty();
        }
        parameters.add(new Parameter(parameter, value));
      }
      return Optional.of(new Extension(name, parameters)).filter(e -> HeaderList.isToken(name));
    }

    private String value() {
      skipBlanks();
      if (at == line.length() || line.charAt(at) != '"') {
        return token();
      }
      StringBuilder unquoted = new StringBuilder();
      for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
        if (line.charAt(at) == '\\' && at + 1 < line.length()) {
          at++;
        }
        unquoted.append(line.charAt(at));
      }
      boolean closed = skip('"');
      return closed ? unquoted.toString() : "";
    }

    private String token() {
      int from = at;
      while (at < line.length() && HeaderList.isToken(line.substring(at, at + 1))) {
        at++;
      }
      return line.substring(from, at);
    }

    private boolean skip(char wanted) {
      skipBlanks();
      boolean there = at < line.length() && line.charAt(at) == wanted;
      at += there ? 1 : 0;
      return there;
    }

    private void skipBlanks() {
      while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
        at++;
      }
    }
  }
}
