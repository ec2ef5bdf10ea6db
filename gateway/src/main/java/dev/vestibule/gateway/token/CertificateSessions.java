package dev.vestibule.gateway.token;

import dev.vestibule.flow.app.ClientCertificates;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.access.ProgramSessions.Renewal;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.SessionClaims;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.TokenAccounts;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.token.RecentBearers.Admitted;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.FederatedIdentity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The sessions of programs that sign in by certificates, which a proxy has asked them for. */
final class CertificateSessions implements ProgramKind {
    /** What a session by a certificate says of how its user signed in. */
    static final String OPTION = "client_certificate";

    private final Vertx vertx;
    private final TokenAccounts accounts;
    private final Supplier<LoginSetup> live;
    private final RecentBearers recent;

    CertificateSessions(Vertx vertx, TokenAccounts accounts, Supplier<LoginSetup> live) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.live = live;
        recent = new RecentBearers(accounts.clock());
    }

    /**
     * A certificate that holds.
     *
     * @param begin since when it is valid
     * @param end until when
     */
    private record Verified(Claims claims, Instant begin, Instant end) {}

    @Override
    public boolean takes(Credential sent, Route route) {
        var rules = route.app().tokens();
        return sent.form() == Credential.Form.CERTIFICATE
                && rules != null
                && rules.certificates() != null;
    }

    @Override
    public Future<@Nullable Session> find(Credential sent, Route route, RequestFacts request) {
        LoginSetup setup = live.get();
        String name =
                Tokens.hash(
                        "vestibule.client-certificate %s %s %s"
                                .formatted(setup.version(), route.app().id(), sent.token()));
        return recent.get(name, request.ip(), () -> admitted(name, sent, route, request))
                .map(Admitted::session);
    }

    @Override
    public Renewal renewal(Credential sent, RequestFacts request) {
        return route ->
                takes(sent, route) ? find(sent, route, request) : TokenSessions.ended(route);
    }

    private Future<Admitted> admitted(
            String name, Credential sent, Route route, RequestFacts request) {
        ClientCertificates rules =
                Objects.requireNonNull(Objects.requireNonNull(route.app().tokens()).certificates());
        Instant now = accounts.clock().instant();
        return vertx.executeBlocking(() -> verified(sent.token(), rules, now), false)
                .map(Objects::requireNonNull)
                .compose(verified ->
                        accounts.named(username(rules, verified, request, now))
                                .map(account ->
                                        new Admitted(
                                                session(name, account, verified, route),
                                                verified.end())));
    }

    private static Verified verified(String field, ClientCertificates rules, Instant now) {
        try {
            var certificate = ClientCertificate.parse(field).certificate();
            authorities(rules).verify(certificate, now);
            return new Verified(
                    new ClientCertificate(certificate).claims(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (GeneralSecurityException refused) {
            throw refused("the client certificate: " + refused.getMessage());
        }
    }

    private static ClientAuthorities authorities(ClientCertificates rules) {
        try {
            return ClientAuthorities.read(rules.ca());
        } catch (IOException unreadable) {
            throw HttpFailure.of(
                            FailureKind.INTERNAL,
                            "tokens.certificates.ca, %s, has no certificates that can be read"
                                    .formatted(rules.ca()))
                    .causedBy(unreadable);
        }
    }

    private static String username(
            ClientCertificates rules, Verified verified, RequestFacts request, Instant now) {
        EvaluationContext facts =
                new EvaluationContext(
                        request,
                        verified.claims().values(),
                        OPTION,
                        null,
                        Map.of(),
                        "",
                        now,
                        null,
                        AcrFacts.NONE);
        try {
            Object name = rules.username().value(facts).orElse("");
            if (name instanceof String text && !text.isBlank()) {
                return text;
            }
        } catch (ExpressionException failure) {
            throw refused("tokens.certificates.username: " + failure.getMessage());
        }
        throw refused("tokens.certificates.username gives no username");
    }

    private Session session(String name, Account account, Verified verified, Route route) {
        LoginSetup setup = live.get();
        Flow flow = setup.config().flows().get(route.app().flow());
        if (flow == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "the app was removed meanwhile");
        }
        var own = FederatedIdentity.ofAccount(account.id());
        var identity =
                new VerifiedIdentity(
                        OPTION,
                        own.issuer(),
                        own.subject(),
                        verified.claims(),
                        verified.begin(),
                        List.of());
        try {
            SessionIdentity who =
                    SessionIdentities.ofAccount(account, identity, setup.config())
                            .keeping(new SessionClaims(setup.config()).of(identity));
            return Session.ofProgram(Session.PROGRAM + name, who, flow, verified.begin());
        } catch (IllegalArgumentException unusable) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(unusable.getMessage()));
        }
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.TOKEN_REFUSED, detail);
    }
}
