package dev.vestibule.demo.idp;

import dev.vestibule.demo.web.DemoPages;
import dev.vestibule.demo.web.FormFields;

import io.vertx.core.json.JsonObject;

import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;

/**
 * Puts our sign-in page in front of the library: plain form fields become the user name and the
 * claims that it takes. What it leaves open is refused here: an authorization request without PKCE,
 * a code exchange without a verifier (RFC 7636), and a redirect that leaves this machine.
 */
record AuthorizationEndpoint(Route library, DemoPages pages, InstantSource clock) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    OAuth2HttpResponse handle(OAuth2HttpRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.equals("/style.css")) {
            return response(200, "text/css", pages.styleSheet());
        }
        if (path.endsWith("/authorize")) {
            return authorize(request);
        }
        if (path.endsWith("/token") && lacksVerifier(request)) {
            return response(
                    400,
                    "application/json",
                    "{\"error\":\"invalid_grant\",\"error_description\":\"code_verifier is missing\"}");
        }
        return library.invoke(request);
    }

    private OAuth2HttpResponse authorize(OAuth2HttpRequest request) {
        HttpUrl url = request.getUrl();
        if (!isAcceptable(url)) {
            return response(
                    400,
                    "text/plain",
                    "The demo does not accept this authorization request: it needs client_id, a"
                            + " redirect_uri on this machine and a code_challenge with S256.");
        }
        if (!request.getMethod().equals("POST")) {
            return page(SignInPage.fresh(issuer(url), parameter(url, "client_id")));
        }
        String body = request.getBody();
        return switch (SignInForm.read(FormFields.parse(body == null ? "" : body))) {
            case SignInChoice.SignInAs(Person person) ->
                    library.invoke(translated(request, person));
            case SignInChoice.Cancel() -> cancelled(url);
            case SignInChoice.Incomplete(String sentence, Person typed) ->
                    page(
                            new SignInPage(
                                    issuer(url),
                                    parameter(url, "client_id"),
                                    Person.READY_MADE,
                                    typed,
                                    sentence));
        };
    }

    private OAuth2HttpResponse page(SignInPage page) {
        return response(200, "text/html", pages.render("sign-in", page));
    }

    /**
     * The same request with the two fields that the library's own page would have sent. The
     * provider has no sessions: the user signs in now.
     */
    private OAuth2HttpRequest translated(OAuth2HttpRequest request, Person person) {
        JsonObject claims = person.claims().put("auth_time", clock.instant().getEpochSecond());
        String body = "username=" + encode(person.subject()) + "&claims=" + encode(claims.encode());
        return request.copy(request.getHeaders(), request.getMethod(), request.getUrl(), body);
    }

    /** The answer of RFC 6749, section 4.1.2.1. */
    private static OAuth2HttpResponse cancelled(HttpUrl url) {
        String redirect = parameter(url, "redirect_uri");
        String location =
                redirect
                        + (redirect.contains("?") ? "&" : "?")
                        + "error=access_denied&error_description=The+person+cancelled&state="
                        + encode(parameter(url, "state"));
        return new OAuth2HttpResponse(Headers.of("location", location), 302, null, null);
    }

    private static boolean isAcceptable(HttpUrl url) {
        return !parameter(url, "client_id").isEmpty()
                && !parameter(url, "code_challenge").isEmpty()
                && parameter(url, "code_challenge_method").equals("S256")
                && isOnThisMachine(parameter(url, "redirect_uri"));
    }

    private static boolean isOnThisMachine(String redirect) {
        try {
            String host = URI.create(redirect).getHost();
            return host != null && THIS_MACHINE.contains(host);
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static boolean lacksVerifier(OAuth2HttpRequest request) {
        String body = request.getBody();
        FormFields form = FormFields.parse(body == null ? "" : body);
        return form.text("grant_type").equals("authorization_code")
                && form.text("code_verifier").isEmpty();
    }

    private static String issuer(HttpUrl url) {
        return url.pathSegments().getFirst();
    }

    private static String parameter(HttpUrl url, String name) {
        String value = url.queryParameter(name);
        return value == null ? "" : value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static OAuth2HttpResponse response(int status, String type, String body) {
        Headers headers =
                Headers.of(
                        "content-type", type + ";charset=utf-8",
                        "content-security-policy", DemoPages.CONTENT_SECURITY_POLICY,
                        "cache-control", "no-store",
                        "referrer-policy", "no-referrer",
                        "x-content-type-options", "nosniff");
        return new OAuth2HttpResponse(headers, status, body, null);
    }
}
