package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A package has one subject: few enough files to be read, a map that says where to begin, and
 * nothing public that no other package uses.
 */
final class PackageRulesTest {
    private static final List<String> MODULES =
            List.of(
                    "ldap-schema",
                    "flow-config",
                    "provisioning/api",
                    "provisioning/bus",
                    "provisioning/service",
                    "gateway",
                    "cli",
                    "demo");
    private static final int MOST_FILES = 30;
    private static final int FEWEST_FILES = 3;
    private static final int LEAST_LINES_OF_A_MAP = 3;
    private static final String MAP = "package-info.java";

    /** How the map of a very small package says why it is one: "Two files, since each ...". */
    private static final Pattern REASON =
            Pattern.compile(
                    "(?i)(small|(one|two) (class|classes|file|files)),?\\s+(because|since|as)\\s");

    private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

    @Test
    void noPackageHoldsMoreFilesThanCanBeRead() throws IOException {
        assertThat(
                        packages()
                                .filter(folder -> files(folder).size() > MOST_FILES)
                                .map(folder -> files(folder).size() + " files in " + folder))
                .isEmpty();
    }

    @Test
    void aPackageOfOneOrTwoFilesSaysWhy() throws IOException {
        assertThat(
                        packages()
                                .filter(folder -> files(folder).size() < FEWEST_FILES)
                                .filter(folder -> !REASON.matcher(map(folder)).find()))
                .isEmpty();
    }

    @Test
    void everyPackageHasAMap() throws IOException {
        assertThat(packages().filter(folder -> lines(map(folder)) < LEAST_LINES_OF_A_MAP))
                .isEmpty();
    }

    @Test
    void noTwoTypesOfOneModuleShareAName() throws IOException {
        for (String module : MODULES) {
            Set<Path> names = new TreeSet<>();
            assertThat(sources(module).stream().filter(file -> !names.add(file.getFileName())))
                    .isEmpty();
        }
    }

    @Test
    void everyPublicTypeIsNeededOutsideItsPackage() throws IOException {
        String mentions = mentions();
        JavaClasses product =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.vestibule", "gg.jte.generated");

        assertThat(
                        product.stream()
                                .filter(PackageRulesTest::isWrittenByHand)
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(type -> type.tryGetMethod("main", String[].class).isEmpty())
                                .filter(type -> !isUsed(product, type))
                                .filter(type -> !isTakenAsAFunction(type))
                                .filter(type -> !isMentioned(mentions, type))
                                .map(JavaClass::getName)
                                .sorted())
                .isEmpty();
    }

    private static boolean isWrittenByHand(JavaClass type) {
        String file = type.getName().replace('.', '/') + ".java";
        return MODULES.stream().anyMatch(module -> Files.exists(main(module).resolve(file)));
    }

    /** The type itself or one inside it: what is inside can be reached only when it is public. */
    private static boolean isUsed(JavaClasses product, JavaClass type) {
        return product.stream()
                .filter(each -> (each.getName() + "$").startsWith(type.getName() + "$"))
                .flatMap(each -> each.getDirectDependenciesToSelf().stream())
                .map(Dependency::getOriginClass)
                .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
    }

    /** No class file names the interface of a lambda that another package hands over. */
    private static boolean isTakenAsAFunction(JavaClass type) {
        return type.isInterface()
                && Stream.concat(
                                type.getMethodsWithParameterTypeOfSelf().stream(),
                                type.getConstructorsWithParameterTypeOfSelf().stream())
                        .filter(taker -> taker.getModifiers().contains(JavaModifier.PUBLIC))
                        .anyMatch(taker ->
                                taker.getOwner().getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static boolean isMentioned(String mentions, JavaClass type) {
        return Pattern.compile(Pattern.quote(type.getName()) + "(?![A-Za-z0-9])")
                .matcher(mentions)
                .find();
    }

    /**
     * What no class file tells: constants, which the compiler copies, the tests of other packages,
     * and names in resources, which libraries load.
     */
    private static String mentions() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    text.lines()
                            .filter(line -> line.startsWith("import ") || !isJava(file))
                            .forEach(line -> lines.append(line).append('\n'));
                }
            }
        }
        return lines.toString();
    }

    private static Stream<Path> packages() throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (String module : MODULES) {
            sources(module).forEach(source -> folders.add(source.getParent()));
        }
        return folders.stream();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(PackageRulesTest::isType).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(main(module))) {
            return files.filter(PackageRulesTest::isType).toList();
        }
    }

    private static Path main(String module) {
        return Path.of("..", module, "src", "main", "java");
    }

    private static boolean isType(Path file) {
        return isJava(file) && !file.endsWith(MAP);
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static long lines(String map) {
        return map.lines().filter(line -> !line.isBlank()).count();
    }

    /** The text of a package's Javadoc; empty when it has none. */
    private static String map(Path folder) {
        try {
            Matcher comment = JAVADOC.matcher(Files.readString(folder.resolve(MAP)));
            return comment.find() ? comment.group(1).replaceAll("(?m)^ *\\*", "").strip() : "";
        } catch (IOException none) {
            return "";
        }
    }
}
