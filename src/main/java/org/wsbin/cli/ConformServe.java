package org.wsbin.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.SuiteSpec;
import org.wsbin.protocol.Role;
import org.wsbin.settings.InvalidSettingException;
import picocli.CommandLine.ParseResult;

/** {@code conform serve}: the server, whose suite writes reports and may be stopped by a driver. */
final class ConformServe {
  /** Read by the web application, which another class loader has. */
  private static final String SPEC_PROPERTY = "org.wsbin.conform.spec";

  private static final String OUTDIR_PROPERTY = "org.wsbin.conform.outdir";
  private static final String STRICT_PROPERTY = "org.wsbin.conform.strict";
  private static final String PORT = "port";
  static final String STANDARD_PORT = "9001";

  private ConformServe() {}

  static int run(ParseResult parsed, Cli.Serve serve, Map<String, String> given) {
    Optional<SuiteSpec> spec = ConformCommand.spec(parsed);
    boolean strict = parsed.hasMatchedOption(ConformCommand.STRICT);
    if (spec.isPresent() && playsNothing(spec.get(), strict)) {
      throw new InvalidSettingException(
          "The spec selects no case; there are 1.1.1 to 13.7.18, with --strict also 20.1.1 and"
              + " more. Its cases may be [\"*\"].");
    }
    refuseTlsThatIsNotThere(spec, given);
    System.setProperty(SPEC_PROPERTY, ConformCommand.value(parsed, ConformCommand.SPEC).orElse(""));
    ConformCommand.value(parsed, ConformCommand.OUTDIR)
        .ifPresent(
            directory ->
                System.setProperty(
                    OUTDIR_PROPERTY, Path.of(directory).toAbsolutePath().toString()));
    if (strict) {
      System.setProperty(STRICT_PROPERTY, "true");
    }
    Map<String, String> flags = new LinkedHashMap<>(given);
    Optional<Integer> port =
        spec.flatMap(SuiteSpec::url).map(url -> url.getPort()).filter(number -> number > 0);
    flags.putIfAbsent(PORT, port.map(String::valueOf).orElse(STANDARD_PORT));
    return serve.apply(flags);
  }

  private static void refuseTlsThatIsNotThere(Optional<SuiteSpec> spec, Map<String, String> given) {
    boolean wanted =
        spec.flatMap(SuiteSpec::url).filter(url -> "wss".equals(url.getScheme())).isPresent();
    boolean there =
        given.keySet().stream().anyMatch(name -> name.startsWith("tls"))
            || System.getenv().keySet().stream().anyMatch(name -> name.startsWith("WSBIN_TLS"));
    if (wanted && !there) {
      throw new InvalidSettingException(
          "The spec's url begins with wss://, whose key and cert are not read here: give --tls or"
              + " --tls-keystore.");
    }
  }

  private static boolean playsNothing(SuiteSpec spec, boolean strict) {
    return spec.select(strict ? CaseCatalogue.strict() : CaseCatalogue.load()).stream()
        .noneMatch(each -> each.isFor(Role.SERVER));
  }
}
