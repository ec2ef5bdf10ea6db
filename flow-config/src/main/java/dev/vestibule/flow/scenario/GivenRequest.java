package dev.vestibule.flow.scenario;

import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.flow.schema.KeyTable;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The request of an imagined login.
 *
 * @param host null for the host of the app
 * @param userAgent null for none
 * @param params query parameters by name
 */
@KeyTable(
        """
        The request of a test.
        | ip | `203.0.113.1` | the address of the client.
        | host | the host of the app | the host name.
        | method | `GET` | the method of the request.
        | path | `/` | the path, without the query.
        | user-agent | an empty text | the `User-Agent` header.
        | params | none | query parameters by name.
        """)
public record GivenRequest(
        String ip,
        @Nullable String host,
        String method,
        String path,
        @Nullable String userAgent,
        Map<String, String> params) {
    public GivenRequest {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** The query as a browser sends it. */
    public Parameters query() {
        return params.isEmpty()
                ? Parameters.NONE
                : new Parameters(
                        params.entrySet().stream()
                                .map(each ->
                                        encoded(each.getKey()) + "=" + encoded(each.getValue()))
                                .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
