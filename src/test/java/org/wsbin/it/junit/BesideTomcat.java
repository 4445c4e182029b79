package org.wsbin.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.junit.Wsbin;
import org.wsbin.junit.WsbinServer;

/** A test class that {@link TestRun} runs: it has a Tomcat of its own, started after wsbin's. */
@Wsbin
class BesideTomcat {
  @TempDir Path directory;

  private final Tomcat tomcat = new Tomcat();

  @Test
  void bothServe(WsbinServer server) throws Exception {
    assertThat(beans("Tomcat:*")).isEmpty();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.addContext("", new File(".").getAbsolutePath());
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();

    assertThat(System.getProperty("catalina.base")).isEqualTo(directory.toString());
    assertThat(beans("Tomcat:type=Service")).hasSize(1);
    assertThat(new URL("war:file:/nothing.war*/x").getProtocol()).isEqualTo("war");
    assertThat(status(URI.create("http://127.0.0.1:" + port + "/"))).isEqualTo(404);
    assertThat(status(server.httpUri("/health/ready"))).isEqualTo(200);
  }

  private static Set<ObjectName> beans(String pattern) throws Exception {
    return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(pattern), null);
  }

  private static int status(URI page) throws Exception {
    return java.net.http.HttpClient.newHttpClient()
        .send(
            java.net.http.HttpRequest.newBuilder(page).build(),
            java.net.http.HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .statusCode();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
