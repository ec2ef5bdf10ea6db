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
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.theme.Theme;
import dev.vestibule.flow.theme.ThemeSection;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.flow.username.UsernameSection;
import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.flow.webhook.WebhookSection;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The top level of the YAML. */
final class RootSection {
    private final Keys keys =
            new Keys(
                    "All `*.yaml` and `*.yml` files of the folder are read as one: the same"
                            + " top-level key in two files is merged, the same key below it is an"
                            + " error.");
    private final AuthenticatorTypes authenticators;
    private final Key<GatewaySettings> gateway;
    private final Key<DirectorySettings> directory;
    private final Key<MailSettings> mail;
    private final Key<Map<String, Connection>> connections;
    private final Key<Map<String, Factor>> factors;
    private final Key<Map<String, Flow>> flows;
    private final Key<Map<String, App>> apps;
    private final Key<Map<String, Webhook>> webhooks;
    private final Key<UsernameRule> usernames;
    private final Key<Theme> theme;

    RootSection(StepTypes steps, AuthenticatorTypes authenticators, FactorTypes kinds) {
        this.authenticators = authenticators;
        gateway =
                keys.required("gateway", GatewaySettings.section().called("keys with values"))
                        .means("the gateway's own settings.");
        directory = directory();
        mail = mail();
        connections =
                keys.optional(
                                "connections",
                                EntryMap.byId(authenticators.connection(UsernameRule.STANDARD)),
                                "local accounts only")
                        .means("the identity providers, each under an id.");
        factors =
                keys.section("factors", kinds.section())
                        .means("the settings of second factors and local sign-ins.");
        flows =
                keys.required("flows", EntryMap.byId(steps.flow()))
                        .means("the logins, each under an id.");
        apps =
                keys.required("apps", EntryMap.byId(new AppSection(Map.of(), "").section()))
                        .means("the applications behind the gateway, each under an id.");
        webhooks =
                keys.optional("webhooks", EntryMap.byId(new WebhookSection().section()), "none")
                        .means("the receivers of events about accounts; they need `gateway.data`.");
        usernames =
                keys.section(
                                "usernames",
                                new UsernameSection(null).section().called("keys with values"))
                        .means("which usernames new accounts get.");
        theme =
                keys.section("theme", new ThemeSection().section().called("keys with values"))
                        .means("how the gateway's own pages look.");
    }

    private Key<DirectorySettings> directory() {
        return keys.optional(
                        "directory",
                        new DirectorySection().section().called("keys with values"),
                        "no directory")
                .means(
                        "the directory that accounts are written into; required if a connection"
                                + " provisions.");
    }

    private Key<MailSettings> mail() {
        return keys.optional(
                        "mail",
                        MailSettings.section().called("keys with values"),
                        "no mail is sent")
                .means("the mail server; required if a flow names `email_otp` or `magic_link`.");
    }

    /** The section. */
    Section<FlowConfig> section() {
        return keys.reads(this::read);
    }

    private FlowConfig read(Fields fields) {
        GatewaySettings settings = fields.get(gateway);
        @Nullable DirectorySettings people = fields.find(directory).orElse(null);
        Map<String, Flow> logins = fields.get(flows);
        UsernameRule names =
                fields.get(usernames.as(new UsernameSection(bindDn(people)).section()));
        Set<String> steps =
                logins.values().stream()
                        .flatMap(flow -> flow.stepIds().stream())
                        .collect(Collectors.toSet());
        String host = HostPort.of(settings.url()).host();
        return new FlowConfig(
                settings,
                people,
                fields.find(mail).orElse(null),
                fields.in(Scope.provisioning(steps))
                        .get(connections.as(EntryMap.byId(authenticators.connection(names)))),
                fields.get(factors),
                logins,
                fields.get(apps.as(EntryMap.byId(new AppSection(logins, host).section()))),
                fields.get(webhooks),
                fields.get(theme));
    }

    private static @Nullable String bindDn(@Nullable DirectorySettings directory) {
        return directory == null || directory.bind() == null ? null : directory.bind().dn();
    }
}
