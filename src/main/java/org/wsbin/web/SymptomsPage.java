package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.Symptom;
import org.wsbin.text.Json;

/**
 * {@code GET /symptoms}: what can be wrong with a path, its likely cause, and what to change in
 * which product, as JSON.
 */
final class SymptomsPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Its path. */
  static final String PATH = "/symptoms";

  private final byte[] body = json(Remedies.load()).getBytes(UTF_8);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Type", "application/json");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static String json(Remedies remedies) {
    List<Map<String, Object>> symptoms =
        Arrays.stream(Symptom.values()).map(symptom -> members(symptom, remedies)).toList();
    return Json.of(Map.of("symptoms", symptoms));
  }

  private static Map<String, Object> members(Symptom symptom, Remedies remedies) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", symptom.id());
    members.put("sentence", symptom.sentence());
    members.put("cause", symptom.cause());
    members.put("settings", remedies.of(symptom).stream().map(SymptomsPage::setting).toList());
    return members;
  }

  private static Map<String, Object> setting(Remedies.Remedy remedy) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("product", remedy.product());
    members.put("setting", remedy.setting());
    return members;
  }
}
