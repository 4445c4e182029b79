package org.wsbin.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the proxy does to the heads of requests and responses.
 *
 * @param strip the headers that are removed from requests
 * @param stripResponse the headers that are removed from responses
 * @param add names and values of headers that are added to requests
 * @param set names and values of headers that replace those of the same name in requests
 * @param http10 whether requests are forwarded as HTTP/1.0
 * @param stripCompression whether permessage-deflate is removed from the offers of clients
 * @param reply the status with which the proxy answers upgrade requests itself
 */
public record HeadChanges(
    List<String> strip,
    List<String> stripResponse,
    List<Map.Entry<String, String>> add,
    List<Map.Entry<String, String>> set,
    boolean http10,
    boolean stripCompression,
    OptionalInt reply) {
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String DEFLATE = "permessage-deflate";

  /** A comma that is not inside of quotes. */
  private static final String COMMA = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  /** Changes nothing. */
  public static final HeadChanges NONE =
      new HeadChanges(
          List.of(), List.of(), List.of(), List.of(), false, false, OptionalInt.empty());

  public HeadChanges {
    strip = List.copyOf(strip);
    stripResponse = List.copyOf(stripResponse);
    add = List.copyOf(add);
    set = List.copyOf(set);
  }

  /** The request as it is forwarded. */
  HttpHead request(HttpHead head, ProxyLedger ledger) {
    List<String> fields = without(head.fields(), strip, ledger);
    for (Map.Entry<String, String> each : set) {
      fields = with(each, fields);
      ledger.did(ProxyLedger.Deed.SET_HEADERS);
    }
    for (Map.Entry<String, String> each : add) {
      fields.add(line(each));
      ledger.did(ProxyLedger.Deed.ADDED_HEADERS);
    }
    if (stripCompression) {
      fields = withoutCompression(fields, ledger);
    }
    boolean older = http10 && head.start().contains(" HTTP/1.1");
    if (older) {
      ledger.did(ProxyLedger.Deed.HTTP_10);
    }
    return new HttpHead(
        older ? head.start().replace(" HTTP/1.1", " HTTP/1.0") : head.start(), fields, head.end());
  }

  /** The response as it is forwarded. */
  HttpHead response(HttpHead head, ProxyLedger ledger) {
    return head.with(without(head.fields(), stripResponse, ledger));
  }

  private static List<String> without(List<String> fields, List<String> names, ProxyLedger ledger) {
    List<String> left = new ArrayList<>(fields);
    left.removeIf(line -> names.stream().anyMatch(name -> HttpHead.isOf(line, name)));
    for (int i = left.size(); i < fields.size(); i++) {
      ledger.did(ProxyLedger.Deed.STRIPPED_HEADERS);
    }
    return left;
  }

  /** In the place of the first one of that name, or at the end. */
  private static List<String> with(Map.Entry<String, String> header, List<String> fields) {
    List<String> left = new ArrayList<>();
    boolean done = false;
    for (String field : fields) {
      boolean same = HttpHead.isOf(field, header.getKey());
      if (!same || !done) {
        left.add(same ? line(header) : field);
      }
      done |= same;
    }
    if (!done) {
      left.add(line(header));
    }
    return left;
  }

  private static String line(Map.Entry<String, String> header) {
    return header.getKey() + ": " + header.getValue() + "\r\n";
  }

  private static List<String> withoutCompression(List<String> fields, ProxyLedger ledger) {
    List<String> left = new ArrayList<>();
    for (String field : fields) {
      String changed = HttpHead.isOf(field, EXTENSIONS) ? withoutDeflate(field) : field;
      if (!changed.equals(field)) {
        ledger.did(ProxyLedger.Deed.STRIPPED_OFFERS);
      }
      if (!changed.isEmpty()) {
        left.add(changed);
      }
    }
    return left;
  }

  /** The line without the offers; empty if there were no others. */
  private static String withoutDeflate(String line) {
    List<String> offers = Arrays.asList(HttpHead.value(line).split(COMMA, -1));
    List<String> others = offers.stream().filter(offer -> !isDeflate(offer)).toList();
    if (others.size() == offers.size()) {
      return line;
    }
    String joined = others.stream().map(String::strip).collect(Collectors.joining(", "));
    return joined.isEmpty() ? "" : line(Map.entry(EXTENSIONS, joined));
  }

  private static boolean isDeflate(String offer) {
    return offer.split(";", 2)[0].strip().equalsIgnoreCase(DEFLATE);
  }
}
