package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.app.AppIdentity.HeaderPreset;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.provisioning.Provisioning.Sync;
import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.Membership;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class FlowConfigLoaderTest {
    private static final String REST =
            """
            connections: { corp: { type: oidc, issuer: "https://sso.example.org", client-id: v, client-secret: "${env:CORP_SECRET}" } }
            flows: { staff: { steps: [{ id: first, authenticate: corp }] } }
            apps: { wiki: { upstream: "http://127.0.0.1:3000", flow: staff, access: [{ allow: true }] } }
            """;

    @TempDir private Path folder;
    private final FlowConfigLoader loader = new FlowConfigLoader();

    @Test
    void everyKeyArrivesInTheModel() {
        FlowConfig config = valid(Documents.VALID);

        assertThat(config.gateway().url()).isEqualTo(URI.create("https://login.example.org"));
        assertThat(config.gateway().listen()).isEqualTo(new ListenAddress("::1", 8080));
        assertThat(config.gateway().management()).isEqualTo(new ListenAddress("127.0.0.1", 9091));
        assertThat(config.gateway().trustedProxies()).hasSize(2);
        assertThat(config.gateway().limits()).isEqualTo(new GatewaySettings.Limits(20_000, 500));
        assertThat(config.gateway().session().idle()).isEqualTo(Duration.ofMinutes(45));
        assertThat(config.gateway().session().lifetime()).isEqualTo(Duration.ofDays(7));
        assertThat(config.directory())
                .isEqualTo(
                        new DirectorySettings(
                                new DirectorySettings.Remote(
                                        List.of(
                                                URI.create("ldaps://ldap.example.org:1636"),
                                                URI.create("ldaps://ldap2.example.org"))),
                                new DirectorySettings.Bind(
                                        "cn=vestibule,ou=services,dc=example,dc=org",
                                        new Secret(Documents.CANARY)),
                                "dc=example,dc=org",
                                "ou=persons",
                                "ou=teams",
                                DirectoryType.DS_389,
                                new NamedAttributes(
                                        "labeledURI",
                                        "departmentNumber",
                                        "departmentNumber",
                                        "carLicense"),
                                folder.resolve("ca.pem"),
                                true));
    }

    @Test
    void auditLogAndWebhooksArriveInTheModel() {
        FlowConfig config = valid(Documents.VALID);

        assertThat(config.gateway().data()).isEqualTo(folder.resolve("data"));
        assertThat(config.gateway().audit())
                .isEqualTo(
                        new GatewaySettings.Audit(folder.resolve("data/audit.jsonl"), 5L << 20, 3));
        assertThat(config.webhooks())
                .containsOnlyKeys("hr")
                .extractingByKey("hr")
                .satisfies(hook -> {
                    assertThat(hook.url())
                            .isEqualTo(URI.create("https://hr.example.org/hooks?from=vestibule"));
                    assertThat(hook.secret().reveal()).startsWith("whsec_");
                    assertThat(hook.events())
                            .containsExactly("account.created", "account.disabled");
                });
    }

    @Test
    void connectionsArriveInTheModel() {
        OidcConnection corp = (OidcConnection) valid(Documents.VALID).connection("corp");

        assertThat(corp.title()).isEqualTo("Corp");
        assertThat(corp.issuer()).isEqualTo(URI.create("https://sso.example.org/realms/corp"));
        assertThat(corp.clientId()).isEqualTo("vestibule");
        assertThat(corp.clientSecret().reveal()).isEqualTo(Documents.CANARY);
        assertThat(corp.clientAuthentication()).isEqualTo(ClientAuthentication.POST);
        assertThat(corp.scopes()).containsExactly("openid", "groups");
        assertThat(corp.authorizationParameters()).isEqualTo(Map.of("prompt", "login"));
        assertThat(corp.signingAlgorithms()).containsExactlyInAnyOrder("ES256", "EdDSA", "Ed25519");
        assertThat(corp.audiences()).containsExactly("account");
        assertThat(corp.provisioning().enabled()).isTrue();
        assertThat(corp.provisioning().content().attributes())
                .containsOnlyKeys("givenName", "sn", "mail", "title");
        assertThat(corp.provisioning().content().attributes().get("sn"))
                .extracting(sn -> sn.value().source(), sn -> sn.defaults())
                .containsExactly("claims.family_name", List.of("-"));
        assertThat(corp.provisioning().content().groups())
                .extracting(
                        groups -> groups.map(),
                        groups -> groups.defaults(),
                        groups -> groups.membership())
                .containsExactly(Map.of("eng", "engineering"), List.of("staff"), Membership.STATIC);
    }

    @Test
    void dynamicMembershipArrivesInTheModel() {
        String yaml =
                Documents.VALID
                        .replace("membership: static", "membership: dynamic")
                        .replace("schema: none", "schema: vestibule")
                        .replaceFirst("  attributes: \\{ link: .*\n", "");

        Connection corp = valid(yaml).connection("corp");

        assertThat(corp.provisioning().content().groups())
                .extracting(groups -> groups.membership())
                .isEqualTo(Membership.DYNAMIC);
    }

    @Test
    void rulesOfSynchronisationArriveInTheModel() {
        FlowConfig config = valid(Documents.VALID);
        Provisioning corp = config.connection("corp").provisioning();
        GroupMapping groups = Objects.requireNonNull(corp.content().groups());

        assertThat(corp.sync()).isEqualTo(new Sync(Mode.OVERRIDE_ALL, OnMissing.KEEP));
        assertThat(corp.content().attributes().get("mail"))
                .extracting(mail -> mail.onMissing())
                .isEqualTo(OnMissing.CLEAR);
        assertThat(corp.content().attributes().get("title"))
                .extracting(title -> title.sync())
                .isEqualTo(Timing.IF_EMPTY);
        assertThat(corp.newAccounts().target())
                .isEqualTo(new AccountTarget("ou=partners,ou=persons", List.of("eduPerson")));
        assertThat(groups.sync()).isEqualTo(Groups.REPLACE);
        assertThat(groups.unmapped()).isEqualTo(Unmapped.DROP);
        assertThat(groups.patterns().getFirst().apply("/teams/ops")).contains("ops");
        assertThat(groups.nesting())
                .containsEntry("technology", List.of("everybody"))
                .containsEntry("engineering", List.of("technology"));
        assertThat(config.otherPeople()).containsExactly("ou=partners,ou=persons");
    }

    @Test
    void flowsAndAppsArriveInTheModel() {
        FlowConfig config = valid(Documents.VALID);
        App wiki = Objects.requireNonNull(config.apps().get("wiki"));

        assertThat(config.flow("staff").steps())
                .extracting(step -> step instanceof DenyStep)
                .containsExactly(false, true, false);
        assertThat(wiki.host()).isEqualTo("wiki.example.org");
        assertThat(wiki.path()).isEqualTo("/docs");
        assertThat(wiki.access())
                .extracting(rule -> rule.effect())
                .containsExactly(Effect.PUBLIC, Effect.DENY, Effect.ALLOW);
        assertThat(wiki.identity().presets())
                .containsExactlyInAnyOrder(HeaderPreset.REMOTE, HeaderPreset.X_AUTH_REQUEST);
        assertThat(wiki.identity().assertion()).isEqualTo(AssertionForm.STANDARD);
        assertThat(wiki.timeout())
                .isEqualTo(
                        new App.Timeout(
                                Duration.ofMinutes(2),
                                Duration.ofHours(1),
                                Duration.ofSeconds(90),
                                Duration.ofSeconds(5)));
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        FlowConfig config = valid("gateway: { url: http://127.0.0.1:8080 }\n" + REST);
        OidcConnection corp = (OidcConnection) config.connection("corp");
        App wiki = Objects.requireNonNull(config.apps().get("wiki"));

        assertThat(config.gateway().listen()).isEqualTo(new ListenAddress("0.0.0.0", 8080));
        assertThat(config.gateway().management()).isEqualTo(new ListenAddress("127.0.0.1", 9090));
        assertThat(config.gateway().trustedProxies()).isEmpty();
        assertThat(config.directory()).isNull();
        assertThat(corp.title()).isEqualTo("corp");
        assertThat(corp.scopes()).containsExactly("openid", "profile", "email");
        assertThat(corp.signingAlgorithms()).containsExactlyInAnyOrder("RS256", "PS256", "ES256");
        assertThat(corp.audiences()).isEmpty();
        assertThat(corp.provisioning().enabled()).isFalse();
        // Without an account only the provider's own key for a person is sure to be nobody else's.
        assertThat(corp.provisioning().content().username().source()).isEqualTo("claims.sub");
        assertThat(wiki.host()).isEqualTo("127.0.0.1");
        assertThat(wiki.path()).isEqualTo("/");
        assertThat(wiki.identity().presets()).containsExactly(HeaderPreset.X_FORWARDED);
        assertThat(wiki.identity().assertion()).isNull();
        assertThat(wiki.timeout()).isEqualTo(App.Timeout.STANDARD);
        assertThat(config.gateway().limits()).isEqualTo(new GatewaySettings.Limits(0, 0));
    }

    /** Services of container networks have such names; {@link URI#getHost} has none for them. */
    @Test
    void everyUrlMayHaveAHostWithAnUnderscore() {
        FlowConfig config =
                valid(
                        Documents.VALID
                                .replace("http://127.0.0.1:3000", "http://my_app:3000")
                                .replace("sso.example.org", "key_cloak.example.org")
                                .replace("hr.example.org", "hr_hooks")
                                .replace("ldaps://ldap2.", "ldaps://my_ldap.")
                                .replace("wiki.example.org", "my_wiki.example.org")
                                .replace("https://login.", "https://my_login."));

        assertThat(config.apps().get("wiki"))
                .extracting(App::upstream, App::host)
                .containsExactly(URI.create("http://my_app:3000"), "my_wiki.example.org");
        assertThat(config.apps().get("home"))
                .extracting(App::host)
                .isEqualTo("my_login.example.org");
    }

    @Test
    void theEmbeddedDirectoryKeepsItsDataBesideTheConfiguration() {
        FlowConfig config =
                valid(
                        "gateway: { url: http://localhost }\n"
                                + "directory: { url: embedded, embedded: { data: ./data }, base: dc=x }\n"
                                + REST);

        assertThat(Objects.requireNonNull(config.directory()).server())
                .isEqualTo(
                        new DirectorySettings.Embedded(
                                new ListenAddress("127.0.0.1", 1389),
                                folder.resolve("data"),
                                null));
    }

    @Test
    void filesOfTheFolderAreReadAsOne() throws IOException {
        write("gateway.yaml", "gateway: { url: http://localhost }\n");
        write("apps.yml", REST.replace("${env:CORP_SECRET}", "${file:secret}"));
        write(
                "more.yaml",
                "apps: { home: { match: { path: /home }, upstream: http://x, flow: staff, access: [allow: true] } }\n");
        write("secret", "s3cret\n");
        write(".hidden.yaml", "nonsense: true");
        write("notes.txt", "nonsense");

        LoadResult result = loader.load(folder);

        assertThat(result.problems()).isEmpty();
        assertThat(Objects.requireNonNull(result.config()).apps()).containsOnlyKeys("wiki", "home");
        assertThat(((OidcConnection) result.config().connection("corp")).clientSecret())
                .isEqualTo(new Secret("s3cret"));
    }

    @Test
    void aMissingFolderIsAProblem() {
        assertThat(loader.load(folder.resolve("nowhere")).problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("no folder that can be read");
    }

    @Test
    void anEmptyFolderIsAProblem() {
        assertThat(loader.load(folder).problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("no file whose name ends with .yaml or .yml");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws IOException {
        write(
                "gateway.yaml",
                "gateway: { url: http://localhost }\n"
                        + REST.replace("${env:CORP_SECRET}", "${file:a}"));
        write("a", "x");
        Files.write(folder.resolve("latin.yaml"), "# é".getBytes(StandardCharsets.ISO_8859_1));

        LoadResult result = loader.load(folder);

        assertThat(result.config()).isNull();
        assertThat(result.problems())
                .singleElement()
                .extracting(Problem::file, Problem::found)
                .containsExactly("latin.yaml", "a file that is not in UTF-8");
    }

    @Test
    void warningsDoNotKeepAConfigurationFromGoingLive() {
        LoadResult result =
                load(
                        "gateway: { url: http://localhost }\n"
                                + REST.replace("[{ allow: true }]", "[]"));

        assertThat(result.problems())
                .extracting(Problem::severity)
                .containsExactly(Problem.Severity.WARNING);
        assertThat(result.config()).isNotNull();
    }

    @Test
    void theSameFilesGiveTheSameReport() {
        String yaml = Documents.VALID.replace("staff", "stuff").replace("type:", "typ:");

        assertThat(load(yaml).report().json()).isEqualTo(load(yaml).report().json());
    }

    @Test
    void settingsThatAreReadTwiceAreEqual() {
        FlowConfig config = valid(Documents.VALID);
        FlowConfig again = valid(Documents.VALID);

        assertThat(again.gateway()).isEqualTo(config.gateway());
        assertThat(again.directory()).isEqualTo(config.directory());
        assertThat(again.webhooks()).isEqualTo(config.webhooks());
    }

    private FlowConfig valid(String yaml) {
        LoadResult result = load(yaml);
        assertThat(result.problems()).as(result.report().text()).isEmpty();
        return Objects.requireNonNull(result.config());
    }

    private LoadResult load(String yaml) {
        return loader.load(Map.of("config.yaml", yaml), folder, Documents.ENVIRONMENT::get);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void localAccountsAloneNeedNoConnections() {
        String yaml =
                """
                gateway: { url: "https://login.example.org" }
                directory: { url: embedded, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
                flows: { staff: { steps: [ { id: first, authenticate: password } ] } }
                apps: { wiki: { upstream: "http://127.0.0.1:3000", flow: staff, access: [ { allow: true } ] } }
                """;

        LoadResult result =
                new FlowConfigLoader().load(Map.of("a.yaml", yaml), Path.of("."), _ -> "s");

        assertThat(result.problems()).isEmpty();
        assertThat(requireNonNull(result.config()).connections()).isEmpty();
    }
}
