package dev.vestibule.flow;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.theme.Theme;
import dev.vestibule.flow.webhook.Webhook;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One version of the whole configuration, validated: every id that it names exists.
 *
 * @param directory null when no connection provisions and the gateway needs no directory
 * @param mail null when no factor sends mails
 * @param factors every kind of factor by its id, whether or not a flow uses it
 * @param tests imagined logins; no login of the gateway reads them
 */
public record FlowConfig(
        GatewaySettings gateway,
        @Nullable DirectorySettings directory,
        @Nullable MailSettings mail,
        Map<String, Connection> connections,
        Map<String, Factor> factors,
        Map<String, Flow> flows,
        Map<String, App> apps,
        Map<String, Webhook> webhooks,
        Theme theme,
        List<Scenario> tests) {
    public FlowConfig {
        tests = List.copyOf(tests);
        webhooks = Collections.unmodifiableMap(new LinkedHashMap<>(webhooks));
        connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        flows = Collections.unmodifiableMap(new LinkedHashMap<>(flows));
        apps = Collections.unmodifiableMap(new LinkedHashMap<>(apps));
    }

    /** The connection with this id, which validation has proved to exist. */
    public Connection connection(String id) {
        return existing(connections.get(id), "connection", id);
    }

    /** The flow with this id, which validation has proved to exist. */
    public Flow flow(String id) {
        return existing(flows.get(id), "flow", id);
    }

    /** Containers of accounts that connections name beside the directory's own. */
    public List<String> otherPeople() {
        return connections.values().stream()
                .map(Connection::provisioning)
                .filter(Provisioning::enabled)
                .flatMap(provisioning ->
                        Stream.ofNullable(provisioning.newAccounts().target().people()))
                .distinct()
                .toList();
    }

    private static <T> T existing(@Nullable T found, String kind, String id) {
        if (found == null) {
            throw new IllegalArgumentException("no " + kind + " with id " + id);
        }
        return found;
    }
}
