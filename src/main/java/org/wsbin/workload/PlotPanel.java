package org.wsbin.workload;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import org.wsbin.text.PlainText;

/** One diagram: a title, two axes, lines. Times and numbers become SVG. */
final class PlotPanel {
  static final int WIDTH = 900;
  static final int LEFT = 80;
  static final int RIGHT = 70;

  private static final int TITLE_ABOVE = 14;
  private static final int LABEL_BELOW = 18;
  private static final int LABEL_DISTANCE = 8;
  private static final int LEAST_DISTANCE = 13;

  private final StringBuilder svg = new StringBuilder();
  private final PlotAxis across;
  private final PlotAxis up;
  private double lastLabel = Double.NaN;

  /** A point in values, not in pixels. */
  record Point(double x, double y) {}

  PlotPanel(String title, PlotAxis across, PlotAxis up) {
    this.across = across;
    this.up = up;
    text("title", LEFT, up.to() - TITLE_ABOVE, title);
  }

  /** Marks of the axis on the left, with a line for each. */
  void left(List<PlotAxis.Mark> marks) {
    for (PlotAxis.Mark mark : marks) {
      double y = up.at(mark.value());
      line("grid", across.from(), y, across.to(), y);
      text("left", LEFT - LABEL_DISTANCE, y + 4, mark.label());
    }
  }

  /** Marks of the axis below. */
  void below(List<PlotAxis.Mark> marks) {
    for (PlotAxis.Mark mark : marks) {
      double x = across.at(mark.value());
      line("grid", x, up.from(), x, up.from() + 4);
      text("below", x, up.from() + LABEL_BELOW, mark.label());
    }
  }

  /** A line with its name at its end; names do not cover each other. */
  void series(String kind, String name, List<Point> points) {
    if (points.isEmpty()) {
      return;
    }
    svg.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(kind, pixels(points)));
    Point last = points.get(points.size() - 1);
    if (points.size() == 1) {
      dot(kind, last);
    }
    double y = up.at(last.y()) + 4;
    if (Math.abs(y - lastLabel) < LEAST_DISTANCE) {
      y = lastLabel - LEAST_DISTANCE;
    }
    lastLabel = y;
    text(kind, across.at(last.x()) + 6, y, name);
  }

  /** The area below a line. */
  void area(String kind, List<Point> points) {
    if (points.size() > 1) {
      Point first = points.get(0);
      Point last = points.get(points.size() - 1);
      svg.append(
          "<polygon class=\"%s\" points=\"%s %s %s\"/>\n"
              .formatted(
                  kind,
                  pixel(new Point(first.x(), up.least())),
                  pixels(points),
                  pixel(new Point(last.x(), up.least()))));
    }
  }

  void dot(String kind, Point point) {
    svg.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>\n"
            .formatted(kind, number(across.at(point.x())), number(up.at(point.y()))));
  }

  /** A dot on the point, with a text beside it. */
  void noted(Point point, String note) {
    dot("note", point);
    text("note", across.at(point.x()) - 6, up.at(point.y()) - 7, note);
  }

  String svg() {
    return svg.toString();
  }

  private String pixels(List<Point> points) {
    return points.stream().map(this::pixel).collect(joining(" "));
  }

  private String pixel(Point point) {
    return number(across.at(point.x())) + "," + number(up.at(point.y()));
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  private void text(String kind, double x, double y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(kind, number(x), number(y), PlainText.html(text)));
  }

  private static String number(double pixel) {
    return String.format(Locale.ROOT, "%.1f", pixel);
  }
}
