package dev.vestibule.demo.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import dev.vestibule.flow.yaml.Secret;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.File;
import java.net.Socket;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The walls between the modules and the arrows between the packages of gateway and provisioning.
 * One instance for all rules, so that the classes are read once; nothing changes them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
    private static final String FLOW = "dev.vestibule.flow..";
    private static final String LDAP = "dev.vestibule.ldap..";
    private static final String PROVISIONING = "dev.vestibule.provisioning..";
    private static final String GATEWAY = "dev.vestibule.gateway..";
    private static final String API = "dev.vestibule.provisioning.api..";
    private static final String BUS = "dev.vestibule.provisioning.bus..";
    private static final String CLI = "dev.vestibule.cli..";
    private static final String DEMO = "dev.vestibule.demo..";
    private static final String ROOT = "dev.vestibule.gateway";

    /** Package of the gateway to those that it may import; the root may import every one. */
    private static final Map<String, Set<String>> ARROWS =
            Map.ofEntries(
                    entry("identity", Set.of("http", "store")),
                    entry("theme", Set.of()),
                    entry("http", Set.of("theme")),
                    entry("portal", Set.of("session", "identity", "http", "theme")),
                    entry("store", Set.of()),
                    entry("store.memory", Set.of("store", "http")),
                    entry("directory", Set.of()),
                    entry("config", Set.of("theme")),
                    entry("tls", Set.of()),
                    entry("webhook", Set.of("upstream", "outbound")),
                    entry("outbound", Set.of("upstream")),
                    entry("upstream", Set.of()),
                    entry("logging", Set.of("http")),
                    entry("inbound", Set.of("http")),
                    entry("session", Set.of("identity", "http", "store", "config")),
                    entry(
                            "connection.github",
                            Set.of("connection.oauth", "connection.oidc", "login", "outbound")),
                    entry(
                            "connection.facebook",
                            Set.of("connection.oauth", "connection.oidc", "login", "outbound")),
                    entry(
                            "connection.oauth",
                            Set.of("connection.oidc", "login", "identity", "http", "outbound")),
                    entry(
                            "connection.oidc",
                            Set.of("login", "identity", "http", "outbound", "seal")),
                    entry("seal", Set.of()),
                    entry(
                            "proxy",
                            Set.of(
                                    "access",
                                    "assertion",
                                    "session",
                                    "identity",
                                    "http",
                                    "inbound",
                                    "config",
                                    "upstream")),
                    entry("forwardauth", Set.of("access", "proxy", "session", "http")),
                    entry(
                            "access",
                            Set.of("keep", "session", "identity", "http", "inbound", "upstream")),
                    entry("keep", Set.of("seal", "login", "http", "store")),
                    entry("health", Set.of("access", "upstream")),
                    entry("assertion", Set.of("session", "identity", "http")),
                    entry("login", Set.of("session", "identity", "http", "store", "logging")),
                    entry("signout", Set.of("login", "session", "identity", "http", "store")),
                    entry(
                            "lifecycle",
                            Set.of(
                                    "directory",
                                    "jit",
                                    "login",
                                    "session",
                                    "identity",
                                    "http",
                                    "store")),
                    entry("jit", Set.of("directory", "login", "identity", "http", "store")),
                    entry(
                            "step.authenticate",
                            Set.of(
                                    "factor",
                                    "jit",
                                    "lifecycle",
                                    "login",
                                    "identity",
                                    "http",
                                    "session")),
                    entry("step.assign", Set.of("directory", "jit", "login", "http")),
                    entry("step.notify", Set.of("factor", "login", "http")),
                    entry("step.call", Set.of("login", "http", "outbound")),
                    entry("step.ask", Set.of("factor", "login", "http")),
                    entry("step.notice", Set.of("factor", "login", "http")),
                    entry("step.limitsessions", Set.of("login", "session", "http")),
                    entry("mail", Set.of("http")),
                    entry("factor", Set.of("directory", "login", "http", "mail", "store", "seal")),
                    entry("factor.password", Set.of("directory", "factor", "login", "http")),
                    entry(
                            "token",
                            Set.of(
                                    "access",
                                    "factor",
                                    "jit",
                                    "login",
                                    "session",
                                    "identity",
                                    "http",
                                    "store")),
                    entry(
                            "account",
                            Set.of(
                                    "token",
                                    "directory",
                                    "factor",
                                    "factor.passkey",
                                    "factor.password",
                                    "login",
                                    "session",
                                    "identity",
                                    "http",
                                    "store")));

    /** The same of the provisioning service; its root wires the others and may import every one. */
    private static final Map<String, Set<String>> ARROWS_OF_PROVISIONING =
            Map.ofEntries(
                    entry("vocabulary", Set.of()),
                    entry("api", Set.of("vocabulary")),
                    entry("bus", Set.of("vocabulary", "api")),
                    entry("file", Set.of()),
                    entry("audit", Set.of("vocabulary", "api", "file")),
                    entry("embedded", Set.of("file")),
                    entry("ldap", Set.of("vocabulary", "api")),
                    entry("ldap.dialect", Set.of("vocabulary", "api", "ldap")),
                    entry("account", Set.of("vocabulary", "api", "ldap", "ldap.dialect")),
                    entry("group", Set.of("vocabulary", "api", "ldap", "ldap.dialect", "account")),
                    entry(
                            "credential",
                            Set.of("vocabulary", "api", "ldap", "ldap.dialect", "account")),
                    entry(
                            "link",
                            Set.of(
                                    "api",
                                    "ldap",
                                    "ldap.dialect",
                                    "account",
                                    "group",
                                    "credential")),
                    entry(
                            "merge",
                            Set.of(
                                    "api",
                                    "ldap",
                                    "ldap.dialect",
                                    "account",
                                    "group",
                                    "credential",
                                    "link")),
                    entry(
                            "administration",
                            Set.of("api", "ldap", "ldap.dialect", "account", "group")),
                    entry("inspect", Set.of("vocabulary", "api", "ldap", "ldap.dialect", "group")));

    private final JavaClasses product =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.vestibule");

    @Test
    void onlyProvisioningAndTheDemoSpeakLdap() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(GATEWAY, FLOW, LDAP)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.unboundid.."));
    }

    @Test
    void flowConfigAndLdapSchemaKnowNoVertx() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(FLOW, LDAP)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.vertx.."));
    }

    @Test
    void flowConfigKnowsNoOtherModuleButTheContractOfProvisioning() {
        check(noneOf(FLOW, LDAP, GATEWAY, CLI, DEMO));
        check(knowsOnlyTheContract(FLOW));
    }

    /** What is simulated, explained and drawn cannot reach a network, a file or a secret. */
    @Test
    void toolsForFlowsArePure() {
        String[] pure = {
            "dev.vestibule.flow.scenario..",
            "dev.vestibule.flow.simulate..",
            "dev.vestibule.flow.explain..",
            "dev.vestibule.flow.graph..",
            "dev.vestibule.flow.evaluate.."
        };
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.nio.file..",
                                                "java.nio.channels..",
                                                "java.net.http..",
                                                "javax.net..",
                                                "javax.naming.directory..",
                                                "java.lang.reflect..")
                                        .or(type(Secret.class))
                                        .or(type(File.class))
                                        .or(type(Socket.class))
                                        .or(type(URL.class))
                                        .or(type(ProcessBuilder.class))));
    }

    @Test
    void ldapSchemaKnowsNoOtherModule() {
        check(noneOf(LDAP, FLOW, PROVISIONING, GATEWAY, CLI, DEMO));
    }

    @Test
    void provisioningKnowsNeitherFlowsNorHttp() {
        check(noneOf(PROVISIONING, FLOW, GATEWAY, CLI, DEMO));
        check(noneOf(PROVISIONING, "io.vertx.ext.web..", "io.vertx.core.http.."));
    }

    @Test
    void theContractOfProvisioningKnowsNoService() {
        check(knowsOnlyTheContract(API));
        check(noneOf(API, LDAP, "com.unboundid..", "io.vertx..", "com.fasterxml.."));
        check(knowsOnlyTheContract(BUS, BUS));
        check(noneOf(BUS, LDAP, "com.unboundid.."));
    }

    @Test
    void theProductKnowsNoDemo() {
        check(noneOf(GATEWAY, DEMO));
        check(noneOf(CLI, DEMO));
    }

    @Test
    void theGatewayKnowsOnlyProvisioningsContract() {
        check(noneOf(GATEWAY, LDAP, CLI));
        check(knowsOnlyTheContract(GATEWAY, BUS));
    }

    @Test
    void nothingInTheGatewayImportsTheCompositionRoot() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.vestibule.gateway.*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT));
    }

    @Test
    void nothingInTheCommandLineImportsItsRoot() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.vestibule.cli.*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.vestibule.cli"));
    }

    @TestFactory
    Stream<DynamicTest> everyArrowOfTheGatewayPointsDown() {
        return everyArrowPointsDown(ROOT, ARROWS);
    }

    @TestFactory
    Stream<DynamicTest> everyArrowOfProvisioningPointsDown() {
        return everyArrowPointsDown("dev.vestibule.provisioning", ARROWS_OF_PROVISIONING);
    }

    @TestFactory
    Stream<DynamicTest> noModuleHasAPackageCycle() {
        return Stream.of("flow", "ldap", "provisioning", "gateway", "cli", "demo")
                .map(name -> DynamicTest.dynamicTest(name, () -> check(freeOfCycles(name))));
    }

    @Test
    void noNameSaysNothing() {
        check(
                classes()
                        .should()
                        .haveNameNotMatching(
                                ".*(Impl|Manager|Utils?|Helper|Base)|.*\\.Abstract[^.]*"));
    }

    @Test
    void everythingLogsThroughSlf4j() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    }

    private Stream<DynamicTest> everyArrowPointsDown(String root, Map<String, Set<String>> arrows) {
        return packagesBelow(root).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> pointsDown(root, name, arrows)));
    }

    private Set<String> packagesBelow(String root) {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : product) {
            String name = type.getPackageName();
            if (name.startsWith(root + ".")) {
                names.add(name.substring(root.length() + 1));
            }
        }
        return names;
    }

    private void pointsDown(String root, String name, Map<String, Set<String>> all) {
        // A kind of step or factor knows the engine and the pages, unless it has its own line.
        Map<String, Set<String>> arrows = new HashMap<>(all);
        if (name.startsWith("step.")) {
            arrows.putIfAbsent(name, Set.of("login", "http"));
        }
        if (name.startsWith("factor.")) {
            arrows.putIfAbsent(name, Set.of("factor", "login", "http", "mail", "store", "seal"));
        }
        assertThat(arrows).as("packages with known arrows").containsKey(name);
        String[] forbidden =
                packagesBelow(root).stream()
                        .filter(other -> !other.equals(name))
                        .filter(other -> !arrows.getOrDefault(name, Set.of()).contains(other))
                        .map(other -> root + "." + other)
                        .toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(root + "." + name)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden));
    }

    /** Of provisioning: what lies in the module `provisioning/api`. */
    private static ArchRule knowsOnlyTheContract(String from, String... also) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(PROVISIONING)
                                .and(
                                        resideOutsideOfPackages(
                                                API,
                                                "dev.vestibule.provisioning.file",
                                                "dev.vestibule.provisioning.vocabulary"))
                                .and(resideOutsideOfPackages(also)));
    }

    private static ArchRule noneOf(String from, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static ArchRule freeOfCycles(String module) {
        return slices().assignedFrom(new EachPackage("dev.vestibule." + module))
                .should()
                .beFreeOfCycles();
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(product);
    }

    /** Every package of a module, its root too, is a slice of its own. */
    private record EachPackage(String module) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return (name + ".").startsWith(module + ".")
                    ? SliceIdentifier.of(List.of(name))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + module;
        }
    }
}
