package dev.vestibule.gateway.identity;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The header values of a user, computed once for a session. Each is a {@link HeaderValue}; groups
 * have a form of their own, {@link GroupField}.
 *
 * @param user never empty
 * @param groups in the form of {@link GroupField}, empty when there is none
 * @param acr the level of authentication that the login has reached, null for none
 * @param amr the methods of authentication (RFC 8176), separated by commas, null when none is known
 */
public record IdentityValues(
        String user,
        @Nullable String email,
        @Nullable String name,
        String groups,
        @Nullable String acr,
        @Nullable String amr) {

    /**
     * @throws IllegalArgumentException if the username cannot be sent unchanged
     */
    public static IdentityValues of(SessionIdentity identity) {
        String user = HeaderValue.of(identity.user());
        if (user == null) {
            throw new IllegalArgumentException("a username that no header can carry");
        }
        return new IdentityValues(
                user,
                HeaderValue.of(identity.email()),
                HeaderValue.of(identity.name()),
                HeaderValue.utf8(GroupField.STANDARD.of(identity.groups())),
                null,
                null);
    }

    /** The same after a login that has completed these steps. */
    public IdentityValues reaching(String level, Collection<StepFacts> steps) {
        String methods =
                steps.stream()
                        .flatMap(step -> step.amr().stream())
                        .distinct()
                        .sorted()
                        .filter(method -> !HeaderValue.ambiguous(method) && method.indexOf(',') < 0)
                        .collect(Collectors.joining(","));
        return new IdentityValues(
                user, email, name, groups, HeaderValue.of(level), HeaderValue.of(methods));
    }

    /** The same with groups in another form. */
    public IdentityValues grouped(GroupField form, SessionIdentity identity) {
        return new IdentityValues(
                user, email, name, HeaderValue.utf8(form.of(identity.groups())), acr, amr);
    }

    /** The same after the login of other values. */
    public IdentityValues with(IdentityValues login) {
        return new IdentityValues(user, email, name, groups, login.acr, login.amr);
    }
}
