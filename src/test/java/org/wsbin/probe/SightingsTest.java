package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.client.HttpResponse;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;

class SightingsTest {
  private final Sightings sightings = new Sightings();

  @ParameterizedTest
  @CsvSource({
    "server,nginx/1.26.0,nginx",
    "Server,openresty,nginx",
    "Server,Caddy,Caddy",
    "Via,1.1 Caddy,Caddy",
    "Via,1.1 proxy.example (Apache/2.4.62),Apache",
    "server,envoy,Envoy",
    "server,istio-envoy,Envoy",
    "x-envoy-upstream-service-time,3,Envoy",
    "CF-RAY,8a1-FRA,Cloudflare",
    "Server,awselb/2.0,AWS ALB",
    "X-Amzn-Trace-Id,Root=1,AWS ALB",
    "x-amz-apigw-id,a,AWS API Gateway",
    "Server,Microsoft-Azure-Application-Gateway/v2,Azure",
    "X-Azure-Ref,a,Azure",
  })
  void aHeaderNamesAProduct(String name, String value, String product) {
    sightings.header(name, value);
    sightings.header(name, value);
    assertThat(sightings.products()).containsExactly(new SeenProduct(product, name + ": " + value));
    assertThat(Remedies.load().of(Symptom.UPGRADE_LOST))
        .extracting(Remedies.Remedy::product)
        .contains(product);
  }

  @ParameterizedTest
  @CsvSource({
    "Server,wsbin",
    "Server,Apache-Coyote/1.1",
    "Server,Apache Tomcat/10.1",
    "Server,nginxish",
    "X-Note,nginx",
    "X-Powered-By,Express",
  })
  void otherHeadersNameNone(String name, String value) {
    sightings.header(name, value);
    assertThat(sightings.products()).isEmpty();
  }

  @Test
  void aPageOfHaproxyNamesIt() {
    sightings.response(
        new HttpResponse(
            503,
            List.of(),
            "<h1>503 Service Unavailable</h1>No server is available to handle this request."));
    assertThat(sightings.products()).extracting(SeenProduct::name).containsExactly("HAProxy");
  }

  @Test
  void theFirstFactCountsAndLongOnesAreCut() {
    sightings.fact("TLS", "a".repeat(1000));
    sightings.fact("TLS", "another");
    List<Map.Entry<String, String>> facts = sightings.facts();
    assertThat(facts).hasSize(1);
    assertThat(facts.get(0).getValue()).hasSize(201);
  }
}
