package dev.vestibule.flow.proof;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * One way through the steps of a flow so far.
 *
 * @param first the option that identified the user, null while none has
 * @param account whether the user has an account
 * @param chosen what the steps that conditions ask for were completed with, by their ids; null when
 *     the ways are not told apart by it
 */
record Way(@Nullable String first, Account account, @Nullable Map<String, String> chosen) {
    static final Way START = new Way(null, Account.NO, Map.of());

    /** Whether a user has an account. */
    enum Account {
        YES,
        /** Only where the provisioning of the connection has a condition that is true. */
        PERHAPS,
        NO
    }

    /** The same where the step is completed with this. */
    Way with(String step, String completed) {
        if (chosen == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(chosen);
        more.put(step, completed);
        return new Way(first, account, more);
    }

    /** The same where the step is to be completed again; who the user is stays. */
    Way without(String step) {
        if (chosen == null || !chosen.containsKey(step)) {
            return this;
        }
        Map<String, String> left = new HashMap<>(chosen);
        left.remove(step);
        return new Way(first, account, left);
    }

    /** The same user after a sign-in. */
    Way signedIn(String option, Account then) {
        return new Way(
                first == null ? option : first, account == Account.YES ? account : then, chosen);
    }

    /**
     * One that leaves open what was chosen: checks then say too little, and never a wrong thing.
     */
    Way untold() {
        return new Way(first, account, null);
    }
}
