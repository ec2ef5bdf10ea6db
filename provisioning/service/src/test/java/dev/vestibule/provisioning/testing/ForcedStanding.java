package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.vocabulary.PasswordStanding;

/**
 * A state of a right password that a policy of the server brings about.
 *
 * @param name what is done, for the report of a test
 * @param standing what the gateway is told from then on
 * @param begin brings it about, after the password is set
 * @param end takes the policy away
 */
public record ForcedStanding(
        String name,
        Class<? extends PasswordStanding> standing,
        Lockout.Step begin,
        PasswordPolicy.Step end) {}
