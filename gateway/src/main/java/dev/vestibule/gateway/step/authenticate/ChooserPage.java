package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.login.Authenticator.Attempt.Offers;
import dev.vestibule.gateway.login.Authenticator.Option;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A step has more than one option.
 *
 * @param app the title of the app that the user is on the way to, or null
 * @param answers path on this host to which the choice goes
 * @param enrols whether the user chooses what to set up
 * @param cannot whether the user may say that they can use none of them
 */
public record ChooserPage(
        @Nullable String app, List<Option> options, String answers, boolean enrols, boolean cannot)
        implements Page {
    public ChooserPage {
        options = List.copyOf(options);
    }

    @Override
    public String template() {
        return "authenticate/chooser.jte";
    }

    /** Path and query of the link with which the user chooses none. */
    public String hrefOfNone() {
        return answers + "?" + Offers.CANNOT + "=yes";
    }

    /** Path and query of the link that chooses the option. */
    public String href(Option option) {
        return answers
                + "?"
                + Option.FIELD
                + "="
                + URLEncoder.encode(option.id(), StandardCharsets.UTF_8);
    }
}
