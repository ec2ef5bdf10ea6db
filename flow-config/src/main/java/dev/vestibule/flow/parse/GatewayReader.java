package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.GatewaySettings;
import dev.vestibule.flow.model.GatewaySettings.Audit;
import dev.vestibule.flow.model.GatewaySettings.Limits;
import dev.vestibule.flow.model.GatewaySettings.SessionLimits;
import dev.vestibule.flow.model.GatewaySettings.WebSocketLimits;
import dev.vestibule.flow.problem.Place;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code gateway}. */
record GatewayReader(Reading reading) {

    GatewaySettings read(Optional<YamlNode> node, Place place) {
        Fields fields = Fields.orDefaults(node, place, GatewayKeys.SECTION, reading);
        fields.get(GatewayKeys.STORE);
        return new GatewaySettings(
                fields.get(GatewayKeys.URL, URI.create("https://gateway.invalid")),
                fields.get(GatewayKeys.LISTEN),
                fields.get(GatewayKeys.MANAGEMENT),
                fields.find(GatewayKeys.TRUSTED_PROXIES).orElse(List.of()),
                session(fields),
                fields.get(GatewayKeys.LOGIN_STARTS),
                webSockets(fields),
                limits(fields),
                new PathReader(reading).find(fields, GatewayKeys.DATA).orElse(null),
                fields.node(GatewayKeys.AUDIT).map(this::audit).orElse(null));
    }

    private Audit audit(YamlNode node) {
        Fields fields = Fields.of(node, GatewayKeys.AUDIT_SECTION, reading);
        return new Audit(
                new PathReader(reading)
                        .find(fields, GatewayKeys.FILE)
                        .orElse(Path.of("audit.invalid")),
                fields.get(GatewayKeys.SIZE),
                fields.get(GatewayKeys.KEEP));
    }

    private Limits limits(Fields gateway) {
        Fields fields = section(gateway, GatewayKeys.LIMITS, GatewayKeys.LIMITS_SECTION);
        return new Limits(
                fields.find(GatewayKeys.CONNECTIONS).orElse(0),
                fields.find(GatewayKeys.CONNECTIONS_PER_ADDRESS).orElse(0));
    }

    private SessionLimits session(Fields gateway) {
        Fields fields = section(gateway, GatewayKeys.SESSION, GatewayKeys.SESSION_SECTION);
        return new SessionLimits(fields.get(GatewayKeys.IDLE), fields.get(GatewayKeys.LIFETIME));
    }

    private WebSocketLimits webSockets(Fields gateway) {
        Fields fields = section(gateway, GatewayKeys.WEBSOCKETS, GatewayKeys.WEBSOCKETS_SECTION);
        return new WebSocketLimits(
                fields.get(GatewayKeys.PER_SESSION), fields.get(GatewayKeys.PER_ADDRESS));
    }

    private Fields section(Fields gateway, Key<YamlNode> key, Section section) {
        return Fields.orDefaults(gateway.node(key), gateway.place(), section, reading);
    }
}
