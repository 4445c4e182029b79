package org.wsbin.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.OpeningRequest;

/** A handshake as a test wants it. */
public final class FakeOpeningRequest implements OpeningRequest {
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  public Engine engine = Engine.WIRE;
  public String contextPath = "";
  private String address = "192.0.2.1";
  public String id = "0123456789abcdef";
  public String query = "";
  Optional<String> publicHost = Optional.empty();
  public String path = "/wire/path";
  List<String> subprotocols = List.of();

  public FakeOpeningRequest() {
    header("Host", "localhost:8000");
  }

  public FakeOpeningRequest header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  /** From that IP address. */
  public FakeOpeningRequest from(String client) {
    address = client;
    return this;
  }

  @Override
  public String host() {
    return publicHost.orElseGet(() -> header("Host").get(0));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public String contextPath() {
    return contextPath;
  }

  @Override
  public Optional<String> query() {
    return Optional.of(query).filter(text -> !text.isEmpty());
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    return List.copyOf(headers);
  }

  @Override
  public List<String> subprotocols() {
    return subprotocols;
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1:4711";
  }

  @Override
  public String clientAddress() {
    return address;
  }

  @Override
  public Optional<String> tlsVersion() {
    return Optional.empty();
  }

  @Override
  public Optional<String> cipherSuite() {
    return Optional.empty();
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String httpVersion() {
    return "HTTP/1.1";
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
