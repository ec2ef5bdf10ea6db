package dev.vestibule.flow.model;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * An application behind the gateway.
 *
 * @param host host name in lower case, without port; the gateway's own host when the YAML names
 *     none
 * @param path normalised path prefix that starts with a slash; matches whole segments
 * @param access in order, the first rule that matches decides; when none does, access is refused
 * @param headers presets of identity headers that the upstream receives
 * @param assertion whether the upstream also receives a signed assertion
 */
public record App(
        String id,
        String host,
        String path,
        URI upstream,
        String flow,
        List<AccessRule> access,
        Set<HeaderPreset> headers,
        boolean assertion) {
    public App {
        access = List.copyOf(access);
        headers = Set.copyOf(headers);
    }

    /** Families of identity headers. */
    public enum HeaderPreset {
        X_FORWARDED,
        REMOTE,
        X_AUTH_REQUEST
    }
}
