package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The keys of a step in which the user signs in. */
public final class AuthenticateType implements StepType<AuthenticateStep> {
    static final String KEY = "authenticate";

    private final Keys keys = new Keys("A step in which the user signs in.");
    private final Key<String> id =
            keys.required("id", Types.ID_TEXT).means("the name of the step in expressions.");
    private final Key<List<String>> options =
            keys.required(KEY, Types.listOf(Types.ID_TEXT))
                    .means(
                            "the connections and factors that the user can choose from; if there"
                                    + " is one, it begins at once. Of several factors those are"
                                    + " offered that the account has.");
    private final Key<Expression> when =
            keys.optional("when", ExpressionType.CONDITION, "always")
                    .means(
                            "if it is false, the step is skipped; if it fails, the step is required.");
    private final Key<Expression> samePerson =
            keys.optional(
                            "same-person",
                            ExpressionType.CONDITION,
                            "the same account, or the same issuer and subject")
                    .means(
                            "in a later step: if it is true, the sign-in belongs to the user who"
                                    + " started the login; it compares `claims` with"
                                    + " `first.claims`. If it fails, the sign-in belongs to another"
                                    + " user.");

    private final Key<Duration> rememberDevice =
            keys.optional("remember-device", Types.DURATION, "never")
                    .means(
                            "how long a device that the user calls their own completes the step"
                                    + " for the same account; the account page forgets all"
                                    + " devices.");

    private final Key<String> preferredAttribute =
            keys.optional("preferred-attribute", LdapTypes.ATTRIBUTE, "none")
                    .means(
                            "in a later step: the attribute of the account that names the option"
                                    + " with which the step begins, for example `totp`; the user"
                                    + " can change to another one.");

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<AuthenticateStep> kind() {
        return AuthenticateStep.class;
    }

    @Override
    public Section<AuthenticateStep> section() {
        return keys.reads(this::read);
    }

    @Override
    public void check(Flow flow, StepOptions options, Findings findings) {
        new SamePersonCheck(options.connections(), findings).check(flow);
        new AccountRequiredCheck(options, findings).check(flow);
    }

    private AuthenticateStep read(Fields fields) {
        return new AuthenticateStep(
                fields.get(id),
                fields.get(options),
                fields.find(when).orElse(null),
                samePerson(fields),
                fields.find(rememberDevice).orElse(null),
                preferredAttribute(fields));
    }

    private @Nullable String preferredAttribute(Fields fields) {
        if (fields.context().scope().steps().isEmpty() && fields.has(preferredAttribute)) {
            fields.error(
                    preferredAttribute,
                    "preferred-attribute in the first authenticate step",
                    "preferred-attribute in a later one",
                    "Remove it: no account is known yet.");
        }
        return fields.find(preferredAttribute).orElse(null);
    }

    private @Nullable Expression samePerson(Fields fields) {
        Set<String> earlier = fields.context().scope().steps();
        if (!earlier.isEmpty()) {
            return fields.in(Scope.samePerson(earlier)).find(samePerson).orElse(null);
        }
        if (fields.has(samePerson)) {
            fields.error(
                    samePerson,
                    "same-person in the first authenticate step",
                    "same-person in a later one",
                    "Remove it: there is no earlier sign-in to compare with.");
        }
        return null;
    }
}
