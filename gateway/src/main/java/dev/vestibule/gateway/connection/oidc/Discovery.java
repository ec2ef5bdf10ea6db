package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.connection.oidc.CachedDocument.Fetched;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Fetches a provider's metadata and keys.
 *
 * @param named what the metadata must have as issuer
 */
record Discovery(URI issuer, String named, ProviderHttp http) {
    private static final Pattern TRAILING_SLASH = Pattern.compile("/$");

    private static final Freshness METADATA_FRESHNESS =
            new Freshness(Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofHours(1));
    private static final Freshness KEY_FRESHNESS =
            new Freshness(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofMinutes(10));

    /** The metadata at its well-known place (OpenID Connect Discovery, section 4). */
    Future<Fetched<ProviderMetadata>> metadata() {
        String place = TRAILING_SLASH.matcher(issuer.toString()).replaceFirst("");
        URI address = URI.create(place + "/.well-known/openid-configuration");
        return fetch(
                address,
                "the discovery document",
                document -> ProviderMetadata.parse(document, issuer, named),
                METADATA_FRESHNESS);
    }

    /** The keys that the provider signs with now. */
    Future<Fetched<SigningKeys>> keys(ProviderMetadata metadata) {
        return fetch(metadata.jwksUri(), "the key set", SigningKeys::parse, KEY_FRESHNESS);
    }

    private <T> Future<Fetched<T>> fetch(
            URI address, String what, Function<byte[], T> parser, Freshness freshness) {
        return http.send(new HTTPRequest(HTTPRequest.Method.GET, address))
                .map(answer -> ProviderHttp.successful(answer, what))
                .map(answer ->
                        new Fetched<>(
                                parser.apply(answer.body().getBytes()), freshness.of(answer)));
    }

    /**
     * How long a fetched document is fresh: what its {@code Cache-Control} says (RFC 9111, section
     * 5.2.2), within our bounds.
     *
     * @param otherwise when the header says nothing
     */
    private record Freshness(Duration least, Duration most, Duration otherwise) {
        private static final Pattern MAX_AGE =
                Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})(?!\\d)");
        private static final Pattern NOT_KEPT =
                Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,\\s])");

        /** How long this answer is fresh. */
        Duration of(HttpAnswer answer) {
            String directives =
                    String.join(",", answer.headers().getAll("cache-control"))
                            .toLowerCase(Locale.ROOT);
            if (NOT_KEPT.matcher(directives).find()) {
                return least;
            }
            var age = MAX_AGE.matcher(directives);
            if (!age.find()) {
                return otherwise;
            }
            long seconds = Long.parseLong(age.group(1));
            return Duration.ofSeconds(Math.clamp(seconds, least.toSeconds(), most.toSeconds()));
        }
    }
}
