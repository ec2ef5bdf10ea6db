package dev.vestibule.flow.proof;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way through the steps of a flow so far.
 *
 * @param user the option whose sign-in says who the user is, null while none has
 * @param account whether the user has an account
 * @param chosen what the steps that conditions ask for were completed with, by their ids, and empty
 *     for one that failed; null when the ways are not told apart by it
 * @param again the steps that a rule asks for in a login that continues a session; null in a login
 *     that begins with nothing
 * @param ledBack whether a step has led back to an earlier one
 */
record Way(
        @Nullable String user,
        Account account,
        @Nullable Map<String, Optional<String>> chosen,
        @Nullable Set<String> again,
        boolean ledBack) {
    static final Way START = new Way(null, Account.NO, Map.of(), null, false);

    /** Whether a user has an account. */
    enum Account {
        YES,
        /** None: the provisioning of the connection has a condition that was not true. */
        PERHAPS,
        /** None: provisioning is off. */
        NO
    }

    /** The same where the step is completed with this, or was not completed. */
    Way with(String step, Optional<String> completed) {
        if (chosen == null) {
            return this;
        }
        Map<String, Optional<String>> more = new HashMap<>(chosen);
        more.put(step, completed);
        return new Way(user, account, more, again, ledBack);
    }

    /** The same where the steps are to be completed again; who the user is stays. */
    Way without(Set<String> steps) {
        if (chosen == null) {
            return this;
        }
        Map<String, Optional<String>> left = new HashMap<>(chosen);
        left.keySet().removeAll(steps);
        return new Way(user, account, left, again, ledBack);
    }

    /** The same after a step has led back. */
    Way returned() {
        return new Way(user, account, chosen, again, true);
    }

    /** The same after a sign-in that says who the user is. */
    Way signedIn(String option, Account then) {
        return new Way(option, then, chosen, again, ledBack);
    }

    /** What is left of it in the session: the steps that were completed. */
    Way afterLogin() {
        Set<String> failed = new HashSet<>();
        if (chosen != null) {
            chosen.forEach((step, completed) -> {
                if (completed.isEmpty()) {
                    failed.add(step);
                }
            });
        }
        return without(failed);
    }

    /** The beginning of a login that continues the session, and asks for these steps again. */
    Way resumed(Set<String> steps) {
        Way left = afterLogin().without(steps);
        return new Way(left.user, left.account, left.chosen, steps, false);
    }

    /**
     * Whether the step is completed, or not: then the login goes past it. False where that is not
     * known.
     */
    boolean isPast(String step) {
        return chosen != null && chosen.containsKey(step);
    }

    /**
     * One that leaves open what was chosen: checks then say too little, and never a wrong thing.
     */
    Way untold() {
        return new Way(user, account, null, again, ledBack);
    }
}
