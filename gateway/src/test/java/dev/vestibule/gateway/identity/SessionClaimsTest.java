package dev.vestibule.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Large claims stay in a session if an app reads them. */
final class SessionClaimsTest {
    private static final String LARGE = "x".repeat(SessionClaims.SMALL * 2);

    @Test
    void whatAnIdentityHeaderReadsIsKept() {
        assertThat(kept("headers: { X-Badge: claims.badge }")).isEqualTo(LARGE);
        assertThat(kept("basic: { username: claims.badge, password: '${env:S}' }"))
                .isEqualTo(LARGE);
    }

    @Test
    void whatNoAppReadsIsLeftOut() {
        assertThat(kept("headers: { X-Badge: claims.sub }")).isInstanceOf(Claims.LeftOut.class);
    }

    private static @Nullable Object kept(String identity) {
        VerifiedIdentity verified =
                new VerifiedIdentity(
                        "corp",
                        "https://sso.example.org",
                        "1",
                        new Claims(Map.of("sub", "1", "badge", LARGE)),
                        Instant.EPOCH,
                        List.of());
        return new SessionClaims(config(identity)).of(verified).claims().values().get("badge");
    }

    private static FlowConfig config(String identity) {
        String yaml =
                """
                gateway: { url: 'https://login.example.org' }
                connections:
                  corp: { type: oidc, issuer: 'https://sso.example.org', client-id: v, client-secret: '${env:S}' }
                flows: { staff: { steps: [{ id: first, authenticate: corp }] } }
                apps:
                  wiki:
                    upstream: http://127.0.0.1:3000
                    flow: staff
                    access: [{ allow: true }]
                    identity: { %s }
                """
                        .formatted(identity);
        return Objects.requireNonNull(
                new FlowConfigLoader()
                        .load(Map.of("v.yaml", yaml), Path.of("."), _ -> "secret")
                        .config());
    }
}
