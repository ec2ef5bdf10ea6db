package dev.vestibule.flow;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.AppSection;
import dev.vestibule.flow.connection.AuthenticatorTypes;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.directory.DirectorySection;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorTypes;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.scenario.ScenarioSection;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.theme.Theme;
import dev.vestibule.flow.theme.ThemeSection;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.flow.username.UsernameSection;
import dev.vestibule.flow.webhook.Webhook;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The top level of the YAML. */
final class RootSection {
    private static final String KEYS = "keys with values";

    private final AuthenticatorTypes authenticators;
    private final Section<Written> written;

    RootSection(StepTypes steps, AuthenticatorTypes authenticators, FactorTypes kinds) {
        this.authenticators = authenticators;
        written =
                Section.of(
                        Written.class,
                        Map.ofEntries(
                                Map.entry("gateway", GatewaySettings.section().called(KEYS)),
                                Map.entry("directory", DirectorySection.section().called(KEYS)),
                                Map.entry("mail", MailSettings.section().called(KEYS)),
                                Map.entry("connections", connections(UsernameRule.STANDARD)),
                                Map.entry("factors", kinds.section()),
                                Map.entry("flows", EntryMap.byId(steps.flow())),
                                Map.entry("apps", apps(Map.of(), "")),
                                Map.entry("webhooks", EntryMap.byId(Webhook.section())),
                                Map.entry("usernames", UsernameSection.section(null).called(KEYS)),
                                Map.entry("theme", ThemeSection.section().called(KEYS)),
                                Map.entry("tests", ScenarioSection.list())));
    }

    @KeyTable(
            """
            All `*.yaml` and `*.yml` files of the folder are read as one: the same top-level key in
            two files is merged, the same key below it is an error.
            | gateway | **required** | the gateway's own settings.
            | directory | no directory | the directory that accounts are written into; required if a
              connection provisions.
            | mail | no mail is sent | the mail server; required if a flow names `email_otp` or
              `magic_link`.
            | connections | local accounts only | the identity providers, each under an id.
            | factors | its defaults | the settings of second factors and local sign-ins.
            | flows | **required** | the logins, each under an id.
            | apps | **required** | the applications behind the gateway, each under an id.
            | webhooks | none | the receivers of events about accounts; they need `gateway.data`.
            | usernames | its defaults | which usernames new accounts get.
            | theme | its defaults | how the gateway's own pages look.
            | tests | none | logins that you imagine and how they must end; the lists of several files
              are one.
            """)
    private record Written(
            GatewaySettings gateway,
            @Nullable DirectorySettings directory,
            @Nullable MailSettings mail,
            Map<String, Factor> factors,
            Map<String, Flow> flows,
            Map<String, Webhook> webhooks,
            Theme theme,
            List<Scenario> tests) {}

    private EntryMap<Connection> connections(UsernameRule names) {
        return EntryMap.byId(authenticators.connection(names));
    }

    private static EntryMap<App> apps(Map<String, Flow> flows, String host) {
        return EntryMap.byId(new AppSection(flows, host).section());
    }

    /** The section. */
    Section<FlowConfig> section() {
        return written.to(this::config);
    }

    private FlowConfig config(Written root, Fields fields) {
        UsernameRule names =
                fields.get("usernames", UsernameSection.section(bindDn(root.directory())));
        Set<String> steps =
                root.flows().values().stream()
                        .flatMap(flow -> flow.stepIds().stream())
                        .collect(Collectors.toSet());
        return new FlowConfig(
                root.gateway(),
                root.directory(),
                root.mail(),
                fields.in(Scope.provisioning(steps)).get("connections", connections(names)),
                root.factors(),
                root.flows(),
                fields.get("apps", apps(root.flows(), HostPort.of(root.gateway().url()).host())),
                root.webhooks(),
                root.theme(),
                root.tests());
    }

    private static @Nullable String bindDn(@Nullable DirectorySettings directory) {
        return directory == null || directory.bind() == null ? null : directory.bind().dn();
    }
}
