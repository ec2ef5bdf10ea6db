package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ClaimLimitsTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void aThousandGroupsAreFine() {
        List<String> groups = Collections.nCopies(1000, "0f8fad5b-d9cb-469f-a165-70867728950e");
        oidc.provider.userinfo(info -> info.put("groups", groups));

        assertThat(oidc.signIn().claims().values()).containsEntry("groups", groups);
    }

    @Test
    void aLongTextFromTheUserinfoEndpointIsRefused() {
        oidc.provider.userinfo(info -> info.put("about", "x".repeat(70_000)));

        assertRefused("the userinfo answer says more than 64 KB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "[[[1]]]", "\"\""})
    void manySmallValuesAreRefusedBeforeTheyAreParsed(String value) {
        String values = String.join(",", Collections.nCopies(5000, value));
        oidc.provider.answer(
                TestProvider.Endpoint.USERINFO,
                BadAnswers.json("{\"sub\":\"ada-1815\",\"many\":[" + values + "]}"));

        assertRefused("the userinfo answer says more than 4096 values");
    }

    @Test
    void commasAndBracketsInTextAreNoValues() {
        oidc.provider.userinfo(info -> info.put("about", ",[{\\\"".repeat(5000)));

        assertThat(oidc.signIn().claims().text("about")).hasSize(25_000);
    }

    @Test
    void anIdTokenIsBoundedLikeTheEndpoint() {
        oidc.provider.signIn(
                Map.of("sub", "ada-1815", "many", Collections.nCopies(5000, Map.of())));
        assertRefused("the ID token says more than 4096 values");

        oidc.provider.signIn(Map.of("sub", "ada-1815", "about", "x".repeat(70_000)));
        assertRefused("the ID token says more than 64 KB");

        oidc.provider.signIn(Map.of("sub", "ada-1815", "about", "x".repeat(110_000)));
        assertRefused("the ID token says more than 128 KB");
    }

    private void assertRefused(String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because).hasMessageContaining("fewer claims");
        assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }
}
