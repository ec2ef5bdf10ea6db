package dev.vestibule.flow.scenario;

import dev.vestibule.flow.schema.KeyTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step of an imagined login results in.
 *
 * @param option what the user chooses; null for the first that the user can use
 * @param claims what the identity provider says of the user
 * @param amr authentication methods; null for those of the claims
 * @param ago how long before the test's time the step was completed; null for at that time
 * @param address what the user enters where the step asks for an address first; null for nothing
 * @param fails how often the user does not complete the step before they do
 * @param failures how many wrong answers the user gives
 * @param linked whether the identity is linked to the account of the login already
 * @param answers what the user enters on pages of the step, by field
 * @param answer what the server of a call answers; null when the call fails
 */
@KeyTable(
        """
        What a step of a test results in; every key has a default, and a step that is not named has
        all of them.
        | option | the first that the user can use | the connection or factor that the user chooses,
          or `remembered_device`.
        | address | none | the mail address that the user enters in a step with `choose`.
        | claims | `{ sub: "1" }` | the verified claims of the identity provider.
        | amr | the claim `amr`, or none | the authentication methods that were used.
        | ago | at `now` | how long before `now` the step was completed.
        | fails | `false` | whether the user does not complete the step, or the call of the step
          fails; a number for so many times, and after that the step is completed.
        | failures | `0` | how many wrong answers the user gives to the step.
        | linked | `false` | in a later step: whether the identity is linked to the account of the
          login already.
        | answer | none, so that the call fails | what the server of a `call` step answers; a call
          that declares no answer fails with `fails` only.
        | answers | none | what the user enters on pages of the step, by field; an LDAP attribute with
          `prompt`, `username`, or a field of an `ask` step.
        """)
public record GivenStep(
        @Nullable String option,
        @Nullable String address,
        Map<String, Object> claims,
        @Nullable List<String> amr,
        @Nullable Duration ago,
        int fails,
        int failures,
        boolean linked,
        Map<String, String> answers,
        @Nullable Map<String, Object> answer) {

    /** A user without any claim but the key. */
    static final Map<String, Object> ANY_USER = Map.of("sub", "1");

    /** Of a step that a test does not name. */
    static final GivenStep USUAL =
            new GivenStep(null, null, ANY_USER, null, null, 0, 0, false, Map.of(), null);

    public GivenStep {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        amr = amr == null ? null : List.copyOf(amr);
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        answer = answer == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(answer));
    }

    /** When it was completed. */
    public Instant at(Instant now) {
        return ago == null ? now : now.minus(ago);
    }

    /** Names the option only: claims are personal. */
    @Override
    public String toString() {
        return "GivenStep[option=" + option + "]";
    }
}
