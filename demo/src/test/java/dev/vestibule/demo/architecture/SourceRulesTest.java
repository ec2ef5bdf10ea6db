package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sizes and habits, over the sources of every module. */
final class SourceRulesTest {
    private static final List<String> MODULES =
            List.of(
                    "flow-config",
                    "ldap-schema",
                    "provisioning/api",
                    "provisioning/service",
                    "gateway",
                    "cli",
                    "demo");
    private static final int MOST_LINES_OF_A_FILE = 250;
    private static final Pattern LEFT_UNDONE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    /** Fixtures that close a Vert.x of their own: a node, a name of a host, a property of jqwik. */
    private static final List<String> WITH_A_VERTX =
            List.of("World.java", "HostName.java", "Service.java", "UpstreamFuzzTest.java");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    @Test
    void noMethodIsTooLongNorTakesTooMuchNorWaitsBySleeping() throws IOException {
        assertThat(violations(sources("src/main/java"))).isEmpty();
    }

    @Test
    void noTestIsDisabledNorWaitsBySleeping() throws IOException {
        assertThat(violations(sources("src/test/java")))
                .filteredOn(found -> !found.contains(" has "))
                .isEmpty();
    }

    @Test
    void everyOtherTestHasItsVertxFromTheExtension() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources("src/test/java")) {
            if (Files.readString(source).contains(" Vertx" + ".vertx(")) {
                found.add(source.getFileName().toString());
            }
        }
        assertThat(found).isSubsetOf(WITH_A_VERTX);
    }

    @Test
    void noFileIsTooLong() throws IOException {
        assertThat(sources("src/main/java"))
                .allSatisfy(source ->
                        assertThat(Files.readAllLines(source))
                                .as("lines of %s", source)
                                .hasSizeLessThanOrEqualTo(MOST_LINES_OF_A_FILE));
    }

    @Test
    void nothingIsLeftUndone() throws IOException {
        assertThat(sources("src"))
                .allSatisfy(source ->
                        assertThat(LEFT_UNDONE.matcher(Files.readString(source)).find())
                                .as("something left undone in %s", source)
                                .isFalse());
    }

    @Test
    void aLongMethodIsFound() throws IOException {
        String body = "int x;\n".repeat(40);
        assertThat(violations(source("class A { void longOne() {\n" + body + "} }")))
                .containsExactly("line 1: longOne has 42 lines");
    }

    @Test
    void aMethodOfFiveParametersIsFound() throws IOException {
        assertThat(violations(source("class A { void f(int a, int b, int c, int d, int e) {} }")))
                .containsExactly("line 1: f has 5 parameters");
    }

    @Test
    void aSleepIsFound() throws IOException {
        assertThat(violations(source("class A { void f() throws Exception { Thread.sleep(1); } }")))
                .containsExactly("line 1: waits by sleeping");
    }

    @Test
    void recordsAndConstructorsMayTakeMore() throws IOException {
        assertThat(violations(source("record A(int a, int b, int c, int d, int e) { A {} }")))
                .isEmpty();
    }

    private List<String> violations(List<Path> sources) throws IOException {
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            return violations(files, files.getJavaFileObjectsFromPaths(sources));
        }
    }

    private List<String> violations(JavaFileObject source) throws IOException {
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            return violations(files, List.of(source)).stream()
                    .map(found -> found.substring(found.indexOf(": ") + 2))
                    .toList();
        }
    }

    private List<String> violations(
            StandardJavaFileManager files, Iterable<? extends JavaFileObject> sources)
            throws IOException {
        JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, sources);
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree file : task.parse()) {
            SourceRules.violations(file, Trees.instance(task).getSourcePositions())
                    .forEach(text -> found.add(file.getSourceFile().getName() + ": " + text));
        }
        return found;
    }

    private static List<Path> sources(String folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : MODULES) {
            Path root = Path.of("..", module, folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }

    private static JavaFileObject source(String code) {
        return new SimpleJavaFileObject(
                URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
