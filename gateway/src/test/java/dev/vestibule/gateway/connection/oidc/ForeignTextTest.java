package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.JsonObjects;

import io.vertx.core.json.JsonObject;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Parsers of what comes from outside: any input is read or refused, never anything else. */
final class ForeignTextTest {

    @Property
    void anyTextBecomesOnePrintableLine(@ForAll String text) {
        assertThat(OidcFailures.printable(text)).matches("[\\x20-\\x7e]{0,200}");
    }

    @Property
    void anyBytesAreAnObjectOrRefused(@ForAll byte[] bytes) {
        assertReadOrRefused(() -> JsonObjects.parse(bytes, OidcFailures::garbled));
    }

    @Property
    void anyJsonLikeTextIsAnObjectOrRefused(
            @ForAll @Chars({'{', '}', '[', ']', '"', ':', ',', '1', 'e', '-', '.', ' ', '\\', 'u'})
                    String text) {
        byte[] bytes = ("{" + text).getBytes(StandardCharsets.UTF_8);
        assertReadOrRefused(() -> JsonObjects.parse(bytes, OidcFailures::garbled));
    }

    @Property
    void anyTextIsAnIdTokenOrRejected(
            @ForAll @AlphaChars @Chars({'.', '-', '_', '=', '{', ' '}) String text) {
        Throwable thrown = catchThrowable(() -> IdToken.parse(text, Set.of("RS256")));
        assertThat(thrown).isInstanceOf(AuthenticationFailure.class);
    }

    @Property
    void anyHeaderIsReadOrRejected(@ForAll String name, @ForAll String value) {
        String header = new JsonObject().put("alg", "RS256").put(name, value).encode();
        String token = TestKeys.compact(header, Map.of(), _ -> new byte[256]);
        Throwable thrown = catchThrowable(() -> IdToken.parse(token, Set.of("RS256")));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(AuthenticationFailure.class);
        }
    }

    private static void assertReadOrRefused(ThrowingCallable reading) {
        Throwable thrown = catchThrowable(reading);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(AuthenticationFailure.class);
        }
    }

    @Property
    void anyDocumentIsMetadataOrGarbled(@ForAll String text) {
        URI issuer = URI.create("https://sso.example");
        Throwable thrown =
                catchThrowable(() ->
                        ProviderMetadata.parse(
                                text.getBytes(StandardCharsets.UTF_8), issuer, issuer.toString()));
        assertThat(thrown).isInstanceOf(AuthenticationFailure.class);
    }
}
