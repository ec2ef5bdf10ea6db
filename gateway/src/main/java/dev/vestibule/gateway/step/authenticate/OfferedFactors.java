package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import java.util.List;
import java.util.function.Predicate;

/** What the options of a step are for the account of a login. */
record OfferedFactors(LoginContext login, AuthenticateStep step) {

    /** Those that a login may set up, and that are wanted. */
    List<String> enrollable(Predicate<String> wanted) {
        return step.options().stream()
                .filter(option ->
                        login.setup().authenticator(option) instanceof AccountFactor factor
                                && factor.enrolment() != null
                                && enrolment(option) != Enrolment.NEVER)
                .filter(wanted)
                .toList();
    }

    /** Whether it is set up after another factor of the step, and not in its place. */
    boolean isSpare(String option) {
        return login.setup().authenticator(option) instanceof AccountFactor factor
                && factor.isSpare();
    }

    /** Whether an account must have it. */
    boolean isRequired(String option) {
        return enrolment(option) == Enrolment.REQUIRE;
    }

    private Enrolment enrolment(String option) {
        var factor = login.config().factors().get(option);
        return factor == null ? Enrolment.NEVER : factor.enrolment();
    }

    /** Whether the account can use it now. */
    boolean isReady(String option, AccountFactors known) {
        return !(login.setup().authenticator(option) instanceof AccountFactor factor)
                || factor.isReady(known);
    }

    /** Whether the account has it, and the directory does not show it. */
    boolean isHidden(String option, AccountFactors known) {
        return login.setup().authenticator(option) instanceof AccountFactor factor
                && factor.isHidden(known);
    }

    /**
     * Whether the account can use the option, and the notes are read that may have forgotten the
     * device: the mark of its values is one of them.
     */
    boolean isCertain(String option, AccountFactors known) {
        if (!(login.setup().authenticator(option) instanceof AccountFactor factor)) {
            return true;
        }
        FactorAttribute attribute = factor.attribute();
        return factor.isReady(known) && (attribute == null || known.isMarked(attribute));
    }
}
