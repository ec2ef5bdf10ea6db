package dev.vestibule.flow.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One version of the whole configuration, validated: every id that it names exists.
 *
 * @param directory null when no connection provisions and the gateway needs no directory
 */
public record FlowConfig(
        GatewaySettings gateway,
        @Nullable DirectorySettings directory,
        Map<String, Connection> connections,
        Map<String, Flow> flows,
        Map<String, App> apps,
        Map<String, Webhook> webhooks) {
    public FlowConfig {
        webhooks = Ordered.copyOf(webhooks);
        connections = Ordered.copyOf(connections);
        flows = Ordered.copyOf(flows);
        apps = Ordered.copyOf(apps);
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
