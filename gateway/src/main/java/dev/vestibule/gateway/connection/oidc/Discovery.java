package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.connection.oidc.CachedDocument.Fetched;

import io.vertx.core.Future;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches a provider's metadata and keys. */
final class Discovery {
    private static final Pattern TRAILING_SLASH = Pattern.compile("/$");

    private final URI issuer;
    private final BoundedHttp http;
    private final Freshness metadataFreshness =
            new Freshness(Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofHours(1));
    private final Freshness keyFreshness =
            new Freshness(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofMinutes(10));

    Discovery(URI issuer, BoundedHttp http) {
        this.issuer = issuer;
        this.http = http;
    }

    /** The metadata at its well-known place (OpenID Connect Discovery, section 4). */
    Future<Fetched<ProviderMetadata>> metadata() {
        String place = TRAILING_SLASH.matcher(issuer.toString()).replaceFirst("");
        URI address = URI.create(place + "/.well-known/openid-configuration");
        return document(address, "the discovery document")
                .map(answer ->
                        new Fetched<>(
                                ProviderMetadata.parse(answer.body().getBytes(), issuer),
                                metadataFreshness.of(answer)));
    }

    /** The keys that the provider signs with now. */
    Future<Fetched<SigningKeys>> keys(ProviderMetadata metadata) {
        return document(metadata.jwksUri(), "the key set")
                .map(answer ->
                        new Fetched<>(
                                SigningKeys.parse(answer.body().getBytes()),
                                keyFreshness.of(answer)));
    }

    private Future<HttpAnswer> document(URI address, String what) {
        return http.send(new HTTPRequest(HTTPRequest.Method.GET, address))
                .map(answer -> answer.successful(what));
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
            Matcher age = MAX_AGE.matcher(directives);
            return age.find()
                    ? within(Duration.ofSeconds(Long.parseLong(age.group(1))))
                    : otherwise;
        }

        private Duration within(Duration wanted) {
            if (wanted.compareTo(least) < 0) {
                return least;
            }
            return wanted.compareTo(most) > 0 ? most : wanted;
        }
    }
}
