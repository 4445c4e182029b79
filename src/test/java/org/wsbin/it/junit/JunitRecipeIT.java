package org.wsbin.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.transcript.Recipe;

/** The test class of docs/ci.md, compiled and run with what the page says it needs. */
@OnStandalone
class JunitRecipeIT {
  @TempDir private Path directory;

  @Test
  void itsTestsPassAsTheyStand() throws Exception {
    OtherJvm jvm =
        new OtherJvm(directory, List.of(OtherJvm.JUPITER, OtherJvm.ASSERTJ, OtherJvm.OKHTTP));
    compile(Recipe.save("java", directory.resolve("ClientTest.java")), jvm.classPath());
    OtherJvm.Outcome run = jvm.run("ClientTest");
    assertThat(run.of("echo")).startsWith("SUCCESSFUL");
    assertThat(run.of("aMaskedFrameIsRefused")).startsWith("SUCCESSFUL");
    assertThat(run.err()).isEmpty();
  }

  private void compile(Path source, String classPath) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of("-proc:none", "-cp", classPath, "-d", directory.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as("%s", problems).isTrue();
    }
  }
}
