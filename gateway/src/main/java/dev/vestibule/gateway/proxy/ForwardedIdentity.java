package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.HeaderPlan;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FieldNames;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.IdentityValues;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * The identity headers of an app whose requests another proxy passes. What the gateway would leave
 * out of a request that it passes itself, it has to refuse here: it is not known what the other
 * proxy does with it.
 */
public record ForwardedIdentity(Identities identities) {
    private static final IdentityValues NOBODY = new IdentityValues("", "", "", "", "", "");

    /** What presets say of a user, behind their prefix. */
    private static final Set<String> SAID =
            Set.of("user", "preferred-username", "email", "groups", "name", "acr", "amr");

    private static final String[] PREFIXES = {"x-forwarded-", "x-auth-request-", "remote-"};
    private static final String OURS = "x-vestibule-";

    /**
     * Refuses a request in which a client speaks for a user, or writes one of the fields of proxies
     * in a spelling that no proxy replaces.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it does
     */
    public static void refuseFrom(MultiMap client, Route route) {
        for (Map.Entry<String, String> field : client) {
            String name = field.getKey();
            boolean told =
                    HeaderNames.speaksForUser(name) && (names(name) || !hyphenated(name))
                            || route.headers().stripped().contains(name)
                                    && !HttpHeaders.AUTHORIZATION.toString().equalsIgnoreCase(name);
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

    private static boolean names(String name) {
        if (FieldNames.begins(name, OURS)) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (FieldNames.begins(name, prefix)) {
                return SAID.contains(FieldNames.folded(name.substring(prefix.length())));
            }
        }
        return false;
    }

    private static boolean hyphenated(String name) {
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
