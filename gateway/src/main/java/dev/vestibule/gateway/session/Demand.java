package dev.vestibule.gateway.session;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a login must prove beyond what its flow asks of everyone. It only ever asks for more, so
 * that it may come from the address of a login.
 *
 * @param flow id of the flow that a session continues with; null for the app's own
 * @param again ids of steps that must be completed again
 * @param acr levels of authentication that are asked for (OpenID Connect Core, section 3.1.2.1)
 * @param other whether the user chooses another account, so that nothing proved before applies
 */
public record Demand(@Nullable String flow, List<String> again, List<String> acr, boolean other) {
    /** Nothing beyond the flow. */
    public static final Demand NONE = new Demand(null, List.of(), List.of(), false);

    /** The user chooses another account. */
    public static final Demand ANOTHER_ACCOUNT = new Demand(null, List.of(), List.of(), true);

    /** The parameters of a login's address. */
    public static final String FLOW = "flow";

    public static final String AGAIN = "again";
    public static final String ACR = "acr_values";
    public static final String PROMPT = "prompt";

    /** The prompt by which the user chooses another account (OpenID Connect Core, 3.1.2.1). */
    public static final String SELECT_ACCOUNT = "select_account";

    public Demand {
        again = List.copyOf(again);
        acr = List.copyOf(acr);
    }

    /** What a rule of the app leads to. */
    public static Demand of(App app, AccessRule.StepUp to, Collection<String> again) {
        return new Demand(
                to.flow().equals(app.flow()) ? null : to.flow(),
                again.stream().sorted().toList(),
                to.acr() == null ? List.of() : List.of(to.acr()),
                false);
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** What is added to the address of a login. */
    public String query() {
        StringBuilder query = new StringBuilder();
        if (flow != null) {
            query.append(parameter(FLOW, flow));
        }
        if (!again.isEmpty()) {
            query.append(parameter(AGAIN, String.join(" ", again)));
        }
        if (!acr.isEmpty()) {
            query.append(parameter(ACR, String.join(" ", acr)));
        }
        if (other) {
            query.append(parameter(PROMPT, SELECT_ACCOUNT));
        }
        return query.toString();
    }

    /**
     * What a program is told (RFC 9470, section 3).
     *
     * @param maxAge how old the sign-in may be; null for any age
     */
    public String challenge(@Nullable Duration maxAge) {
        String levels = acr.isEmpty() ? "" : ", acr_values=\"" + printable(acr) + "\"";
        String age = maxAge == null ? "" : ", max_age=\"" + maxAge.toSeconds() + "\"";
        return "Bearer error=\"insufficient_user_authentication\"" + levels + age;
    }

    private static String printable(List<String> levels) {
        return String.join(" ", levels).replaceAll("[^!#-\\[\\]-~ ]", "");
    }

    private static String parameter(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
