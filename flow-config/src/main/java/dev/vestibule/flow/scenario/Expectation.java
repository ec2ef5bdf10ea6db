package dev.vestibule.flow.scenario;

import dev.vestibule.flow.schema.KeyTable;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an imagined login must end. Without {@code denied} and {@code refused} it must complete.
 *
 * @param path the steps with an id that the login passes; null for any
 * @param denied words of the sentence with which a step of the flow refuses; null for no refusal
 * @param refused why the gateway itself refuses; null for no refusal
 * @param account null for any
 * @param access what becomes of the request after the login, by app
 */
@KeyTable(
        """
        How a login must end. Without `denied` and `refused` it must complete. What is not written
        can be anything.
        | path | any | the steps that the login passes, in order; steps without an id are left out.
        | denied | the flow does not refuse | the sentence with which a step of the flow refuses the
          login, or a part of it.
        | refused | the gateway does not refuse | why the gateway itself refuses the login.
        | account | any | the account of the user after the login: all values of each attribute, with
          `groups` for its groups and `[]` for no value; or `none`.
        | access | any | what becomes of the request by app: `allowed`, `refused`, `public` (also
          without a session), `login` (it needs another login), or `step-up` (it needs a fresh or
          stronger proof).
        """)
public record Expectation(
        @Nullable List<String> path,
        @Nullable String denied,
        @Nullable Refusal refused,
        @Nullable ExpectedAccount account,
        Map<String, Access> access) {
    public Expectation {
        path = path == null ? null : List.copyOf(path);
        access = Collections.unmodifiableMap(new LinkedHashMap<>(access));
    }

    /** Why a login ends that no step of the flow refuses. */
    public enum Refusal {
        /** A step needs an account, and the user has none. */
        ACCOUNT_REQUIRED,
        /** A later identity is not known to be the same user's. */
        ANOTHER_USER,
        /** The mapping gives no account. */
        ACCOUNT_REFUSED,
        /** No new account gets the username. */
        USERNAME_REFUSED,
        /** The identity provider does not tell the groups. */
        GROUPS_UNKNOWN,
        /** No option of a step is offered. */
        NO_OPTION,
        /** A call fails, and its step refuses the login then. */
        CALL_FAILED,
        /** The user does not complete a step. */
        STEP_FAILED,
        /** The flow ends before a step has proved an identity. */
        NOT_SIGNED_IN
    }

    /** What becomes of a request to an app. */
    public enum Access {
        /** It passes, because of the user. */
        ALLOWED,
        /** It does not pass. */
        REFUSED,
        /** It passes with and without a session. */
        PUBLIC,
        /** It needs a login first. */
        LOGIN,
        /** It passes after a fresh or stronger proof. */
        STEP_UP
    }

    /**
     * The account of the user after the login.
     *
     * @param exists false for a user without one
     * @param attributes all values of each named attribute, in any order; others can be anything
     */
    public record ExpectedAccount(boolean exists, Map<String, List<String>> attributes) {
        /** The name that has the groups in place of an attribute. */
        public static final String GROUPS = "groups";

        public ExpectedAccount {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }
}
