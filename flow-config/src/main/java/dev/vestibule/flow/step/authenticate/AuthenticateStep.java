package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sign in with one of these connections and factors.
 *
 * @param offers the connections and factors that the user can choose from
 * @param samePerson the condition for a later identity of the same user with another account or
 *     subject; null means never
 * @param rememberDevice how long a device of the user completes the step; null means never
 * @param preferredAttribute the attribute of the account that names the option to begin with; null
 *     for none
 * @param subject whether it decides whose account it is
 * @param choose options by the domain of the address that the user enters first; none for no such
 *     page
 */
@KeyTable(
        """
        A step in which the user signs in.
        | id | **required** | the name of the step in expressions.
        | authenticate | **required** | the connections and factors that the user can choose from; if
          there is one, it begins at once. Of several factors those are offered that the account has.
          An option may have keys of its own: `- corp: { force: true }`.
        | when | always | if it is false, the step is skipped; if it fails, the step is required.
        | same-person | the same account, or the same issuer and subject | in a later step: if it is
          true, the sign-in belongs to the user who started the login; it compares `claims` with
          `first.claims`. If it fails, the sign-in belongs to another user.
        | remember-device | never | how long a device that the user calls their own completes the step
          for the same account; the account page forgets all devices.
        | preferred-attribute | none | in a later step: the attribute of the account that names the
          option with which the step begins, for example `totp`; the user can change to another one.
        | subject | the first step | whether the sign-in of the step decides whose account it is; in a
          later step it needs `same-person`.
        | choose | none | in the first step: options by the domain of a mail address. A page asks for the
          address first, and the domain alone decides; `*.example.org` is every domain below. Other
          addresses lead to the options that are not in this list.
        """)
public record AuthenticateStep(
        String id,
        @Named("authenticate") List<StepOption> offers,
        @Nullable Expression when,
        @Nullable Expression samePerson,
        @Nullable Duration rememberDevice,
        @Nullable String preferredAttribute,
        boolean subject,
        Map<String, String> choose)
        implements Step {
    /** The option of a step that a known device has completed. */
    public static final String REMEMBERED_DEVICE = "remembered_device";

    private static final String KEY = "authenticate";
    private static final ExpressionType SAME_PERSON =
            new ExpressionType(
                    ResultKind.CONDITION,
                    scope -> Scope.samePerson(scope.steps()).answering(scope.answers()));

    public AuthenticateStep {
        offers = List.copyOf(offers);
        choose = Collections.unmodifiableMap(new LinkedHashMap<>(choose));
    }

    /** A step that only the account or the subject completes. */
    public AuthenticateStep(String id, List<String> options, @Nullable Expression when) {
        this(
                id,
                options.stream().map(StepOption::plain).toList(),
                when,
                null,
                null,
                null,
                false,
                Map.of());
    }

    /** Its kind. */
    public static StepType<AuthenticateStep> type() {
        return new StepType<>(
                        KEY,
                        AuthenticateStep.class,
                        Section.of(
                                        AuthenticateStep.class,
                                        Map.of(
                                                "id",
                                                Types.ID_TEXT,
                                                "authenticate",
                                                new OptionList(),
                                                "same-person",
                                                SAME_PERSON,
                                                "subject",
                                                Types.TRUTH,
                                                "choose",
                                                HomeRealm.TYPE,
                                                "preferred-attribute",
                                                LdapTypes.ATTRIBUTE))
                                .checked(AuthenticateStep::checkFirst)
                                .checked(SubjectCheck::checkAlone),
                        AuthenticateStep::check)
                .ending(Ends.COMPLETED_OR_NOT);
    }

    private void checkFirst(Fields fields) {
        if (samePerson != null && fields.context().scope().steps().isEmpty()) {
            fields.error(
                    "same-person",
                    "same-person in the first authenticate step",
                    "same-person in a later one",
                    "Remove it: there is no earlier sign-in to compare with.");
        }
        if (preferredAttribute != null && fields.context().scope().steps().isEmpty()) {
            fields.error(
                    "preferred-attribute",
                    "preferred-attribute in the first authenticate step",
                    "preferred-attribute in a later one",
                    "Remove it: no account is known yet.");
        }
    }

    private static void check(Flow flow, StepOptions options, Findings findings) {
        flow.forEach((step, path) -> {
            if (step instanceof AuthenticateStep asked) {
                asked.checkOffers(options, findings, path + "." + KEY);
            }
        });
        new SubjectCheck(options, findings).check(flow);
        new SamePersonCheck(options.connections(), findings).check(flow);
    }

    private void checkOffers(StepOptions known, Findings findings, String path) {
        for (int index = 0; index < offers.size(); index++) {
            StepOption offer = offers.get(index);
            String place = "%s[%d].%s".formatted(path, index, offer.id());
            findings.constant(offer.when(), place + ".when");
            if (offer.asks() && known.factors().containsKey(offer.id())) {
                findings.error(
                        place,
                        "parameters for a provider at the factor " + offer.id(),
                        "when, or parameters at a connection",
                        "Remove all keys but when.");
            }
            if (offer.proves() && !known.provesAnew(offer.id())) {
                findings.error(
                        place,
                        "force, max-age or acr at %s, whose provider cannot say when or how a user has signed in"
                                .formatted(offer.id()),
                        "these keys at a connection with OpenID Connect",
                        "Remove them: every sign-in would fail.");
            }
        }
    }

    @Override
    public List<String> options() {
        return offers.stream().map(StepOption::id).toList();
    }

    /** The options that an address leads to: that of its domain, or those of no domain. */
    public List<String> optionsOf(String address) {
        String option = HomeRealm.of(choose).option(address);
        return option != null && options().contains(option)
                ? List.of(option)
                : options().stream().filter(each -> !choose.containsValue(each)).toList();
    }

    /** One of its options. */
    public StepOption offer(String option) {
        return offers.stream()
                .filter(each -> each.id().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no option " + option));
    }

    /** The same step with the options whose conditions hold; one that fails does not. */
    public AuthenticateStep offering(EvaluationContext facts) {
        List<StepOption> left =
                offers.stream()
                        .filter(each -> Expression.holds(each.when(), facts, false))
                        .toList();
        return new AuthenticateStep(
                id, left, when, samePerson, rememberDevice, preferredAttribute, subject, choose);
    }

    @Override
    public String kind() {
        return KEY;
    }

    @Override
    public boolean decidesAccount() {
        return subject;
    }

    @Override
    public boolean provesIdentity() {
        return true;
    }
}
