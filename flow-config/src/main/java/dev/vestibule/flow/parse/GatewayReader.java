package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.GatewaySettings;
import dev.vestibule.flow.model.GatewaySettings.SessionLimits;
import dev.vestibule.flow.problem.Place;

import java.net.URI;
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
                session(fields));
    }

    private SessionLimits session(Fields gateway) {
        Fields fields =
                Fields.orDefaults(
                        gateway.node(GatewayKeys.SESSION),
                        gateway.place(),
                        GatewayKeys.SESSION_SECTION,
                        reading);
        return new SessionLimits(fields.get(GatewayKeys.IDLE), fields.get(GatewayKeys.LIFETIME));
    }
}
