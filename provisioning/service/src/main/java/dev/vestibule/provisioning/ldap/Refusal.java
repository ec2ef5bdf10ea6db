package dev.vestibule.provisioning.ldap;

import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;

/** Carries an expected failure out of straight-line code to the one place that answers with it. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Answers with this failure. */
    public Refusal(Failure failure) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
    }

    /** An attribute whose name or value is refused, with the reason. */
    public static Refusal rejected(String attribute, String reason) {
        return new Refusal(new AttributeRejected(attribute, attribute + " " + reason));
    }

    /** What an administrator has to decide: which account is whose. */
    public static Refusal conflict(String form, Object... values) {
        return new Refusal(new AccountConflict(form.formatted(values)));
    }

    /** What the configuration or the directory forbids. */
    public static Refusal policy(String form, Object... values) {
        return new Refusal(new PolicyRefused(form.formatted(values)));
    }

    /** The failure to answer with. */
    public Failure failure() {
        return failure;
    }
}
