package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.HeaderPlan;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FieldNames;
import dev.vestibule.gateway.http.FoldedNames;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.IdentityValues;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * The identity headers of an app whose requests another proxy passes. What the gateway would leave
 * out of a request that it passes itself, it has to refuse here: it is not known what the other
 * proxy does with it.
 */
public record ForwardedIdentity(Identities identities) {
    private static final IdentityValues NOBODY = new IdentityValues("", "", "", "", "", "");

    /** What presets say of a user, behind their prefix. */
    private static final List<String> SAID =
            List.of("user", "preferred-username", "email", "groups", "name", "acr", "amr");

    private static final FoldedNames PRESETS =
            new FoldedNames(
                    Stream.of("x-forwarded-", "x-auth-request-", "remote-")
                            .flatMap(prefix -> SAID.stream().map(prefix::concat))
                            .toList());

    private static final String OURS = "x-vestibule-";

    /**
     * Refuses a request in which a client speaks for a user, or writes one of the fields of proxies
     * in a spelling that no proxy replaces.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it does
     */
    public static void refuseFrom(MultiMap client, Route route) {
        var fields = ((io.netty.handler.codec.http.HttpHeaders) client).iteratorCharSequence();
        while (fields.hasNext()) {
            String name = fields.next().getKey().toString();
            boolean told =
                    HeaderNames.speaksForUser(name) && (names(name) || !hyphenated(name))
                            || route.headers().stripped().contains(name)
                                    && !HttpHeaderNames.AUTHORIZATION.contentEqualsIgnoreCase(name);
            if (told) {
                throw HttpFailure.of(
                        FailureKind.BAD_REQUEST, "a header field that only the gateway may set");
            }
        }
    }

    /**
     * Writes every field that the app may get, the ones without a value too, so that the proxy
     * replaces what a client sends under these names.
     *
     * @throws HttpFailure when the identity does not fit into headers
     */
    public void write(AuthorizedRequest authorized, MultiMap answer) {
        HeaderPlan plan = authorized.route().headers();
        Identities.Identity identity = identities.of(authorized);
        IdentityHeaders.write(
                plan.identity().presets(),
                identity == null ? NOBODY : whole(identity.values()),
                answer::set);
        plan.own().forEach(field -> answer.set(field.name(), ""));
        if (plan.identity().basic() != null) {
            answer.set(HttpHeaders.AUTHORIZATION, "");
        }
        if (plan.assertion() != null) {
            CharSequence signed = identity == null ? null : identity.assertion();
            answer.set(plan.assertion().name(), signed == null ? "" : signed);
        }
        if (identity != null) {
            identity.writeOwn(answer::set);
        }
    }

    private static IdentityValues whole(IdentityValues of) {
        return new IdentityValues(
                of.user(),
                orEmpty(of.email()),
                orEmpty(of.name()),
                of.groups(),
                orEmpty(of.acr()),
                orEmpty(of.amr()));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static boolean names(CharSequence name) {
        return FieldNames.begins(name, OURS) || PRESETS.contains(name);
    }

    private static boolean hyphenated(CharSequence name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return true;
    }
}
