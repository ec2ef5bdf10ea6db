package dev.vestibule.flow.validate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.GatewaySettings;
import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.flow.model.Provisioning;

import org.jspecify.annotations.Nullable;

/** Checks settings against each other. */
record SettingsCheck(FlowConfig config, Findings findings) {

    void check() {
        checkSession();
        checkListen();
        checkData();
        config.connections().values().forEach(this::checkConditions);
    }

    private void checkSession() {
        GatewaySettings.SessionLimits session = config.gateway().session();
        if (session.idle().compareTo(session.lifetime()) > 0) {
            findings.error(
                    "gateway.session.idle",
                    "longer than the lifetime of a session",
                    "at most gateway.session.lifetime",
                    "Shorten idle, or lengthen lifetime.");
        }
    }

    private void checkListen() {
        ListenAddress listen = config.gateway().listen();
        if (listen.port() != 0 && listen.port() == config.gateway().management().port()) {
            findings.error(
                    "gateway.management",
                    "the port of gateway.listen",
                    "a port of its own",
                    "Choose another port: health and metrics must not be public.");
        }
    }

    private void checkData() {
        if (!config.webhooks().isEmpty() && config.gateway().data() == null) {
            findings.error(
                    "webhooks",
                    "webhooks without a folder for events that were not accepted yet",
                    "webhooks together with gateway.data",
                    "Add gateway.data, for example ./data.");
        }
    }

    private void checkConditions(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        String path = "connections." + connection.id() + ".provisioning";
        check(provisioning.when(), path + ".when");
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) ->
                        check(mapping.when(), path + ".attributes." + name + ".when"));
    }

    private void check(@Nullable Expression when, String path) {
        if (when != null) {
            Constants.check(when, path, findings);
        }
    }
}
