package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.OriginRule;
import org.wsbin.settings.Settings.Access;
import org.wsbin.settings.Settings.AdminPort;
import org.wsbin.settings.Settings.Channels;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Settings.Listen;
import org.wsbin.settings.Settings.Operations;
import org.wsbin.settings.Settings.Quotas;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.settings.Settings.Sharing;
import org.wsbin.settings.Settings.Tls;

class SettingsTest {

  private static final long HEAP = 256L << 20;

  @Test
  void defaultsApplyIfNothingIsSet() {
    assertThat(Settings.load(List.of(), HEAP))
        .isEqualTo(
            new Settings(
                new Listen(
                    "127.0.0.1",
                    8000,
                    "/",
                    new Tls(false, Optional.empty(), Optional.empty()),
                    Optional.empty()),
                new Access(List.of(), List.of(), List.of()),
                List.of("wsbin", "chat", "superchat"),
                Set.of(),
                new Limits(
                    64 << 20,
                    131072,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    16 << 20,
                    512,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    0),
                new Quotas(1024, 128L << 20, 1024, 0, 0),
                new Recording(1000, Duration.ofMinutes(15), 1 << 20),
                new Channels(1000, 1000, 4 << 20, Duration.ofMinutes(15)),
                new Operations(Duration.ZERO, AccessLog.OFF),
                new Sharing(Optional.empty(), "wsbin", 8 << 20, Optional.empty())));
  }

  @Test
  void eachSettingGoesWhereItBelongs() {
    Map<String, String> flags =
        Map.ofEntries(
            Map.entry("host", "::1"),
            Map.entry("port", "1"),
            Map.entry("context-path", "/wsbin"),
            Map.entry("tls", "true"),
            Map.entry("allowed-origins", "*, https://*.example.com"),
            Map.entry("allowed-hosts", "a.example, *.b.example"),
            Map.entry("trusted-proxies", "10.0.0.0/8, ::1"),
            Map.entry("subprotocols", "a, b"),
            Map.entry("max-connections", "2"),
            Map.entry("memory", "14m"),
            Map.entry("max-pending-handshakes", "15"),
            Map.entry("max-connections-per-address", "16"),
            Map.entry("max-handshakes-per-second", "17"),
            Map.entry("max-message", "3"),
            Map.entry("max-fragments", "4"),
            Map.entry("message-timeout", "18s"),
            Map.entry("send-timeout", "5s"),
            Map.entry("send-queue", "6k"),
            Map.entry("send-threads", "7"),
            Map.entry("ping-interval", "8s"),
            Map.entry("pong-timeout", "9s"),
            Map.entry("close-timeout", "10s"),
            Map.entry("fault-wait", "11s"),
            Map.entry("max-fault-duration", "12s"),
            Map.entry("max-duration", "13s"),
            Map.entry("max-lifetime", "19s"),
            Map.entry("max-bandwidth", "20"),
            Map.entry("drain-time", "21s"),
            Map.entry("admin-port", "22"),
            Map.entry("transcripts", "23"),
            Map.entry("transcript-age", "24s"),
            Map.entry("transcript-bytes", "25k"),
            Map.entry("channels", "26"),
            Map.entry("channel-history", "27"),
            Map.entry("channel-bytes", "28k"),
            Map.entry("channel-age", "29s"),
            Map.entry("redis", "redis://26.example:27/28"),
            Map.entry("redis-prefix", "p29"),
            Map.entry("redis-queue", "30k"),
            Map.entry("node", "n31"),
            Map.entry("admin-host", "::2"),
            Map.entry("access-log", "json"),
            Map.entry("disable", "repeat, fault/masked"));
    assertThat(flags(flags))
        .isEqualTo(
            new Settings(
                new Listen(
                    "::1",
                    1,
                    "/wsbin",
                    new Tls(true, Optional.empty(), Optional.empty()),
                    Optional.of(new AdminPort("::2", 22))),
                new Access(
                    List.of(
                        new OriginPattern.Any(),
                        OriginPattern.parse("https://*.example.com").orElseThrow()),
                    List.of("a.example", "*.b.example"),
                    List.of(
                        AddressRange.parse("10.0.0.0/8").orElseThrow(),
                        AddressRange.parse("::1").orElseThrow())),
                List.of("a", "b"),
                Set.of("repeat", "fault/masked"),
                new Limits(
                    3,
                    4,
                    Duration.ofSeconds(18),
                    Duration.ofSeconds(5),
                    6 << 10,
                    7,
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(13),
                    Duration.ofSeconds(19),
                    20),
                new Quotas(2, 14 << 20, 15, 16, 17),
                new Recording(23, Duration.ofSeconds(24), 25 << 10),
                new Channels(26, 27, 28 << 10, Duration.ofSeconds(29)),
                new Operations(Duration.ofSeconds(21), AccessLog.JSON),
                new Sharing(
                    RedisUrl.parse("redis://26.example:27/28"),
                    "p29",
                    30 << 10,
                    Optional.of("n31"))));
  }

  @Test
  void connectionsAndMemoryFollowTheHeap() {
    assertThat(Settings.load(List.of(), 64L << 30).quotas().maxConnections()).isEqualTo(16384);
    assertThat(Settings.load(List.of(), 64L << 30).quotas().memory()).isEqualTo(32L << 30);
    assertThat(Settings.load(List.of(), 1 << 10).quotas().maxConnections()).isEqualTo(1);
  }

  @Test
  void aProfileChangesDefaultsOnly() {
    Settings settings = flags(Map.of("profile", "public", "max-lifetime", "1h"));
    assertThat(settings.quotas().maxConnectionsPerAddress()).isEqualTo(32);
    assertThat(settings.limits().maxFaultDuration()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.limits().maxLifetime()).isEqualTo(Duration.ofHours(1));
    assertInvalid(
        Map.of("profile", "open"),
        "The option --profile is \"open\"; allowed is private or public.");
  }

  @Test
  void theAdminPortListensWhereThePortDoesUnlessItSaysOtherwise() {
    assertThat(flags(Map.of("host", "::1", "admin-port", "0")).listen().admin())
        .contains(new AdminPort("::1", 0));
    assertInvalid(
        Map.of("admin-host", "::1"),
        "The option --admin-host needs --admin-port: give both, or leave it out.");
    assertInvalid(
        Map.of("port", "81", "admin-port", "81"),
        "The options --port and --admin-port are both 81; give two ports.");
    assertInvalid(
        Map.of("access-log", "xml"),
        "The option --access-log is \"xml\"; allowed is off, text or json.");
  }

  @ParameterizedTest
  @EnumSource
  void aProfileHasKnownNamesAndValidValues(Profile profile) {
    List<String> known = AllSettings.IN_ORDER.stream().map(Setting::name).toList();
    assertThat(known).containsAll(profile.defaults().keySet());
    assertThat(flags(Map.of("profile", profile.name().toLowerCase(Locale.ROOT)))).isNotNull();
  }

  @Test
  void theFirstSourceThatHasAValueCounts() {
    Map<String, String> parameters = Map.of("wsbin.port", "5");
    Map<String, String> properties = Map.of("wsbin.port", "4");
    List<Source> sources =
        new ArrayList<>(
            List.of(
                Source.flags(Map.of("port", "1")),
                Source.environment(Map.of("WSBIN_PORT", "2", "PORT", "3")),
                Source.environment(Map.of("PORT", "3")),
                Source.properties("system property", properties::get),
                Source.properties("servlet context parameter", parameters::get)));
    for (int expected = 1; expected <= 5; expected++) {
      assertThat(Settings.load(sources).listen().port()).isEqualTo(expected);
      sources.remove(0);
    }
    assertThat(Settings.load(sources).listen().port()).isEqualTo(8000);
  }

  @Test
  void blankCountsAsUnset() {
    List<Source> sources =
        List.of(Source.flags(Map.of("port", " ")), Source.environment(Map.of("PORT", "80")));
    assertThat(Settings.load(sources).listen().port()).isEqualTo(80);
    assertThat(flags(Map.of("subprotocols", "")).subprotocols()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port            | 0     | 65535     | -1    | 65536         | a whole number from 0 to 65535
          max-connections | 1     | 10000000  | 0     | 10000001      | a whole number from 1 to 10000000
          max-fragments   | 1     | 100000000 | 0     | 100000001     | a whole number from 1 to 100000000
          send-threads    | 1     | 100000    | 0     | 100001        | a whole number from 1 to 100000
          max-message     | 1     | 1024g     | 0     | 1099511627777 | a size such as 65536, 64k or 16m, from 1 to 1024g
          send-queue      | 1024  | 1g        | 1023  | 1073741825    | a size such as 65536, 64k or 16m, from 1k to 1g
          send-timeout    | 100ms | 1h        | 99ms  | 3600001ms     | a duration such as 500ms, 2s or PT2S, from 100ms to 1h
          close-timeout   | 100ms | 1h        | 99ms  | 3600001ms     | a duration such as 500ms, 2s or PT2S, from 100ms to 1h
          ping-interval   | 0     | 1h        | -PT1S | 3600001ms     | a duration such as 500ms, 2s or PT2S, from 0 to 1h
          pong-timeout    | 0     | 1h        | -PT1S | 3600001ms     | a duration such as 500ms, 2s or PT2S, from 0 to 1h
          """)
  void rangesIncludeTheirEndsAndNothingBeyond(
      String name, String least, String most, String below, String above, String allowed) {
    assertThat(flags(Map.of(name, least))).isNotNull();
    assertThat(flags(Map.of(name, most))).isNotNull();
    for (String value : List.of(below, above)) {
      assertInvalid(
          Map.of(name, value),
          "The option --" + name + " is \"" + value + "\"; allowed is " + allowed + ".");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls             | yes               | true or false
          context-path    | wsbin             | / or a path such as /wsbin, without a slash at the end
          context-path    | /wsbin/           | / or a path such as /wsbin, without a slash at the end
          context-path    | //                | / or a path such as /wsbin, without a slash at the end
          context-path    | /a b              | / or a path such as /wsbin, without a slash at the end
          subprotocols    | chat,super chat   | names such as chat, separated by commas
          subprotocols    | chat,             | names such as chat, separated by commas
          allowed-origins | example.com       | an origin such as https://example.com or http://[::1]:8080, a pattern such as https://*.example.com, or *, separated by commas
          allowed-origins | *,,*              | an origin such as https://example.com or http://[::1]:8080, a pattern such as https://*.example.com, or *, separated by commas
          """)
  void whatIsNotAllowedIsNamed(String name, String value, String allowed) {
    assertInvalid(
        Map.of(name, value),
        "The option --" + name + " is \"" + value + "\"; allowed is " + allowed + ".");
  }

  @ParameterizedTest
  @CsvSource({"/", "/wsbin", "/a/b", "/a-b_c.d~e/1"})
  void contextPaths(String path) {
    assertThat(flags(Map.of("context-path", path)).listen().contextPath()).isEqualTo(path);
  }

  @Test
  void aWrongValueNamesThePlaceThatItCameFrom() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    List.of(Source.flags(Map.of()), Source.environment(Map.of("PORT", "http")))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "The environment variable PORT is \"http\";"
                + " allowed is a whole number from 0 to 65535.");
  }

  @Test
  void keystoreAndPasswordFileBelongTogether() {
    String sentence =
        "The options --tls-keystore and --tls-password-file belong together: give both or none.";
    assertInvalid(Map.of("tls-keystore", "keys.p12"), sentence);
    assertInvalid(Map.of("tls-password-file", "password"), sentence);
    assertInvalid(Map.of("tls", "true", "tls-keystore", "keys.p12"), sentence);
  }

  @Test
  void aKeystoreImpliesTls() {
    Map<String, String> both = Map.of("tls-keystore", "keys.p12", "tls-password-file", "password");
    assertThat(flags(both).listen().tls())
        .isEqualTo(new Tls(true, Optional.of("keys.p12"), Optional.of("password")));
  }

  @Test
  void handshakeRulesAreAsSet() {
    Settings settings = flags(Map.of("allowed-origins", "https://a.example", "subprotocols", "x"));
    assertThat(settings.handshakeRules().subprotocols()).containsExactly("x");
    assertThat(settings.handshakeRules().origins())
        .isEqualTo(new OriginRule(List.of(OriginPattern.parse("https://a.example").orElseThrow())));
  }

  @Test
  void misspeltVariablesAreReported() {
    assertThat(
            Settings.unknownVariables(
                Map.of(
                    "WSBIN_PROT",
                    "80",
                    "WSBIN_PORT",
                    "80",
                    "WSBIN_",
                    "",
                    "PATH",
                    "/",
                    "wsbin",
                    "")))
        .isEqualTo(Set.of("WSBIN_", "WSBIN_PROT"));
  }

  private static Settings flags(Map<String, String> flags) {
    return Settings.load(List.of(Source.flags(flags)));
  }

  private static void assertInvalid(Map<String, String> flags, String sentence) {
    assertThatThrownBy(() -> flags(flags))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(sentence);
  }
}
