package dev.vestibule.demo.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.demo.web.DemoPages;
import dev.vestibule.demo.web.FormFields;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoIdentityProviderTest {
    private static final String REDIRECT = "http://localhost:1/.vestibule/callback/demo";

    private final CodeVerifier verifier = new CodeVerifier();
    private final HttpClient http = HttpClient.newHttpClient();
    private final DemoIdentityProvider provider = DemoIdentityProvider.start(0, new DemoPages());

    @BeforeAll
    void discoveryAnswers() throws Exception {
        URI discovery = URI.create(provider.issuer("demo") + "/.well-known/openid-configuration");
        HttpResponse<String> answer = get(discovery);
        assertThat(new JsonObject(answer.body()).getString("issuer"))
                .isEqualTo(provider.issuer("demo").toString());
    }

    @AfterAll
    void stop() {
        provider.close();
        http.close();
    }

    @Test
    void theSignInPageOffersPeopleAndFields() throws Exception {
        HttpResponse<String> page = get(authorization(REDIRECT));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Ada Lovelace", "name=\"subject\"", "Cancel")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValue(DemoPages.CONTENT_SECURITY_POLICY);
    }

    @Test
    void aReadyMadePersonSignsIn() throws Exception {
        JWTClaimsSet claims = signIn("person=ada");

        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getAudience()).containsExactly("vestibule");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(claims.getStringClaim("email")).isEqualTo("ada@example.org");
        assertThat(claims.getBooleanClaim("email_verified")).isTrue();
        assertThat(claims.getStringListClaim("groups")).containsExactly("engineering", "staff");
        assertThat(claims.getDateClaim("auth_time")).isCloseTo(new Date(), 60_000);
    }

    @Test
    void whatIsTypedBecomesClaims() throws Exception {
        JWTClaimsSet claims =
                signIn(
                        "subject=x%3D1%26%22&given_name=Zo%C3%AB&family_name=&email=zoe%40example.org"
                                + "&groups=a%2C+b%20a&action=sign-in");

        assertThat(claims.getSubject()).isEqualTo("x=1&\"");
        assertThat(claims.getStringClaim("given_name")).isEqualTo("Zoë");
        assertThat(claims.getClaims()).doesNotContainKey("family_name");
        assertThat(claims.getBooleanClaim("email_verified")).isFalse();
        assertThat(claims.getStringListClaim("groups")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void cancellingAnswersAccessDenied() throws Exception {
        FormFields answer = location(post(authorization(REDIRECT), "action=cancel"));

        assertThat(answer.text("error")).isEqualTo("access_denied");
        assertThat(answer.text("state")).isEqualTo("s-1");
        assertThat(answer.has("code")).isFalse();
    }

    @Test
    void aMissingSubjectShowsTheFormAgainWithWhatWasTyped() throws Exception {
        HttpResponse<String> page =
                post(authorization(REDIRECT), "subject=&given_name=%3Cb%3E&action=sign-in");

        assertThat(page.body())
                .contains("The subject is missing", "value=\"&lt;b>\"")
                .doesNotContain("<b>");
    }

    @Test
    void aWrongVerifierIsRefused() throws Exception {
        HttpResponse<String> answer =
                exchange(code("person=ada"), "&code_verifier=" + new CodeVerifier().getValue());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_grant");
    }

    @Test
    void aMissingVerifierIsRefused() throws Exception {
        HttpResponse<String> answer = exchange(code("person=ada"), "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("code_verifier is missing");
    }

    @Test
    void aRequestWithoutPkceIsRefused() throws Exception {
        URI plain = URI.create(authorization(REDIRECT).toString().replace("code_challenge=", "x="));

        assertThat(get(plain).statusCode()).isEqualTo(400);
    }

    @Test
    void aRedirectAwayFromThisMachineIsRefused() throws Exception {
        HttpResponse<String> answer =
                post(authorization("https://localhost.example.org/"), "person=ada");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> DemoIdentityProvider.start(provider.port(), new DemoPages()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + provider.port() + " is taken");
    }

    private JWTClaimsSet signIn(String form) throws Exception {
        HttpResponse<String> tokens = exchange(code(form), "&code_verifier=" + verifier.getValue());
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return SignedJWT.parse(new JsonObject(tokens.body()).getString("id_token"))
                .getJWTClaimsSet();
    }

    private String code(String form) throws Exception {
        FormFields answer = location(post(authorization(REDIRECT), form));
        assertThat(answer.text("state")).isEqualTo("s-1");
        return answer.text("code");
    }

    private static FormFields location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        URI location = URI.create(answer.headers().firstValue("location").orElseThrow());
        assertThat(location.toString()).startsWith(REDIRECT + "?");
        return FormFields.parse(location.getRawQuery());
    }

    private URI authorization(String redirect) {
        String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
        return URI.create(
                provider.issuer("demo")
                        + "/authorize?response_type=code&client_id=vestibule&scope=openid"
                        + "&state=s-1&nonce=n-1&code_challenge_method=S256&code_challenge="
                        + challenge
                        + "&redirect_uri="
                        + URLEncoder.encode(redirect, StandardCharsets.UTF_8));
    }

    private HttpResponse<String> exchange(String code, String more) throws Exception {
        return post(
                URI.create(provider.issuer("demo") + "/token"),
                "grant_type=authorization_code&client_id=vestibule&client_secret=s&code="
                        + code
                        + "&redirect_uri="
                        + URLEncoder.encode(REDIRECT, StandardCharsets.UTF_8)
                        + more);
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, String form)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
