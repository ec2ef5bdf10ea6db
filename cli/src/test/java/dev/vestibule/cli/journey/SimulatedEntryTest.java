package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.scenario.Given;
import dev.vestibule.flow.scenario.GivenStep;
import dev.vestibule.flow.simulate.SimulatedAccount;
import dev.vestibule.flow.simulate.TestReport;
import dev.vestibule.flow.simulate.TestRun;
import dev.vestibule.provisioning.account.SchemaValues;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The LDIF that {@code simulate} prints for the tests of a file, and the entry that a login with
 * the same claims and the same file writes into an embedded directory.
 */
final class SimulatedEntryTest {
    private static final Pattern USER =
            Pattern.compile("sub: \"1\"(, preferred_username: )?(ada\\b)?");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @ParameterizedTest
    @ValueSource(strings = {"assign-group", "group-access", "user-store", "role-second-factor"})
    void theTestsOfAnExampleShowWhatIsWritten(String example) throws Exception {
        compare(
                users(
                        Files.readString(
                                Path.of("../flow-config/src/main/examples", example + ".yaml"))),
                2);
    }

    @Test
    void hostileClaimsShowWhatIsWritten() throws Exception {
        compare(Files.readString(Path.of("src/test/resources/simulate/entries.yaml")), 20);
    }

    /** Each test has a user of its own, as no test of another has signed in before. */
    private static String users(String example) {
        Matcher tests = USER.matcher(example);
        StringBuilder text = new StringBuilder();
        for (int number = 1; tests.find(); number++) {
            String name = tests.group(2) == null ? "" : "$2" + number;
            tests.appendReplacement(text, "sub: \"" + number + "\"$1" + name);
        }
        return tests.appendTail(text).toString();
    }

    private void compare(String yaml, int atLeast) throws Exception {
        World world = worlds.start(folder, here(yaml));
        FlowConfig config = config(world.folder);
        int compared = 0;
        SoftAssertions all = new SoftAssertions();
        for (TestRun run : runs(config)) {
            SimulatedAccount account = run.simulation().account();
            if (account != null) {
                signIn(world, config, run.scenario().given());
                all.assertThat(Shown.of(account))
                        .as(run.scenario().name())
                        .isEqualTo(Shown.of(account.username(), world));
                compared++;
            }
        }
        all.assertAll();
        assertThat(compared)
                .as("%s", new TestReport(runs(config)).text())
                .isGreaterThanOrEqualTo(atLeast);
    }

    private static List<TestRun> runs(FlowConfig config) {
        return TestRun.of(config, config.tests(), SchemaValues.standard()::written);
    }

    private static FlowConfig config(Path folder) throws IOException {
        Path file = folder.resolve("vestibule.yaml");
        LoadResult result =
                new FlowConfigLoader()
                        .load(
                                Map.of("vestibule.yaml", Files.readString(file)),
                                folder,
                                _ -> "canary-secret-of-32-characters-or-more");
        return Objects.requireNonNull(result.config(), result.report()::text);
    }

    /** The file with servers of this machine in it. */
    private static String here(String yaml) {
        return yaml.replaceFirst(
                        "gateway: .*",
                        "gateway: { url: \"http://localhost:18080\", listen: \"127.0.0.1:0\", management:"
                                + " \"127.0.0.1:0\" }")
                .replaceFirst(
                        "embedded: .*",
                        "embedded: { listen: \"127.0.0.1:0\" }\n  bind: { dn: \""
                                + TestDirectory.BIND_DN
                                + "\", password: \"\\${env:BIND_PASSWORD}\" }")
                .replace("https://sso.example.org", "@ISSUER@")
                .replace("https://login.partner.example", "@OTHER@")
                .replace("client-id: vestibule", "client-id: \"@CLIENT@\"")
                .replaceAll("\\$\\{env:[A-Z]+_SECRET}", "\\${env:CLIENT_SECRET}")
                .replace("host: wiki.example.org", "path: /wiki");
    }

    private static void signIn(World world, FlowConfig config, Given given) {
        GivenStep first = given.step("first");
        String id = first.option() == null ? "corp" : first.option();
        Connection connection = config.connection(id);
        (connection.subjectIssuer().equals(world.other.issuer()) ? world.other : world.provider)
                .signIn(first.claims());
        world.browser()
                .open(World.GATEWAY + "/.vestibule/login?app=wiki&connection=" + connection.id());
    }

    /**
     * An entry without the gateway's own records.
     *
     * @param attributes values by name in lower case
     * @param groups names of groups that the account is a member of
     */
    private record Shown(String dn, Map<String, Set<String>> attributes, Set<String> groups) {
        private static final Set<String> OWN = Set.of("memberof", "userpassword");

        /** The superior classes, which a server adds. */
        private static final Set<String> IMPLIED = Set.of("organizationalPerson", "person");

        static Shown of(SimulatedAccount account) throws LDAPException, LDIFException {
            String ldif = account.ldif();
            Entry entry =
                    new Entry(
                            ldif.lines()
                                    .filter(line -> !line.startsWith("#"))
                                    .toArray(String[]::new));
            Set<String> groups =
                    ldif.lines()
                            .filter(line -> line.startsWith("# member of: "))
                            .map(line -> line.substring("# member of: ".length()))
                            .collect(Collectors.toCollection(TreeSet::new));
            return of(entry, groups);
        }

        static Shown of(String username, World world) throws LDAPException {
            int port = Objects.requireNonNull(world.gateway().directory()).getPort();
            try (LDAPConnection ldap =
                    new LDAPConnection(
                            "127.0.0.1", port, TestDirectory.BIND_DN, TestDirectory.PASSWORD)) {
                SearchResultEntry entry =
                        ldap.searchForEntry(
                                "ou=people,dc=example,dc=org",
                                SearchScope.SUB,
                                Filter.equals("uid", username));
                assertThat(entry).as("the entry of " + username + world.log.lines()).isNotNull();
                Set<String> groups = new TreeSet<>();
                for (var group :
                        ldap.search(
                                        "ou=groups,dc=example,dc=org",
                                        SearchScope.SUB,
                                        Filter.equals("member", entry.getDN()))
                                .getSearchEntries()) {
                    groups.add(group.getAttributeValue("cn"));
                }
                return of(entry, groups);
            }
        }

        private static Shown of(Entry entry, Set<String> groups) throws LDAPException {
            Map<String, Set<String>> attributes = new TreeMap<>();
            for (Attribute attribute : entry.getAttributes()) {
                String name = attribute.getName().toLowerCase(Locale.ROOT);
                if (!name.startsWith("vestibule") && !OWN.contains(name)) {
                    attributes.put(name, new TreeSet<>(Arrays.asList(attribute.getValues())));
                }
            }
            attributes.get("objectclass").removeAll(IMPLIED);
            return new Shown(new DN(entry.getDN()).toNormalizedString(), attributes, groups);
        }
    }
}
