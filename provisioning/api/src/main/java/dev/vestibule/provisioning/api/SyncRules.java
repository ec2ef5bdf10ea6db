package dev.vestibule.provisioning.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How an account that exists already is updated by a command. A new account gets everything.
 *
 * @param timings when an attribute is written; those that are not named here, always
 * @param defaulted attributes whose values are defaults, because the provider has none: a default
 *     fills a missing value and never replaces one
 * @param cleared attributes to clear, because the provider no longer has a value
 */
public record SyncRules(
        Mode mode,
        Map<String, Timing> timings,
        Set<String> defaulted,
        Set<String> cleared,
        Groups groups) {

    /** Three-way merge of everything, and nothing is ever emptied. */
    public static final SyncRules MERGE =
            new SyncRules(Mode.MERGE, Map.of(), Set.of(), Set.of(), Groups.MERGE);

    public SyncRules {
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
        defaulted = Set.copyOf(defaulted);
        cleared = Set.copyOf(cleared);
    }

    /** Whose value stays when the entry is not as the gateway left it. */
    public enum Mode {
        /** The administrator's. */
        MERGE,
        /** The provider's. */
        OVERRIDE_ALL,
        /** The provider's; what it does not send is left alone in any case. */
        PRESERVE_LOCAL,
        /** The entry's: after the first login no attribute is written. */
        NONE
    }

    /** At which logins an attribute is written. */
    public enum Timing {
        ALWAYS,
        /** While the entry has no value. */
        IF_EMPTY,
        /** Only when the account is created. */
        ON_CREATE
    }

    /** What becomes of memberships that the connection does not grant. */
    public enum Groups {
        /** Those that it granted before end. */
        MERGE,
        /** Those that are not recorded as granted end too: they were given by hand. */
        REPLACE
    }
}
