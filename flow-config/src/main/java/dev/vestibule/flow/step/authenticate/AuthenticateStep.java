package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Sign in with one of these connections and factors.
 *
 * @param samePerson the condition for a later identity of the same user with another account or
 *     subject; null means never
 * @param rememberDevice how long a device of the user completes the step; null means never
 * @param preferredAttribute the attribute of the account that names the option to begin with; null
 *     for none
 */
public record AuthenticateStep(
        String id,
        List<String> options,
        @Nullable Expression when,
        @Nullable Expression samePerson,
        @Nullable Duration rememberDevice,
        @Nullable String preferredAttribute)
        implements Step {
    public AuthenticateStep {
        options = List.copyOf(options);
    }

    /** A step that only the account or the subject completes. */
    public AuthenticateStep(String id, List<String> options, @Nullable Expression when) {
        this(id, options, when, null, null, null);
    }

    @Override
    public String kind() {
        return AuthenticateType.KEY;
    }

    @Override
    public boolean provesIdentity() {
        return true;
    }
}
