package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.login.Purpose.SignIn;
import dev.vestibule.gateway.session.LoginRedirect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the login's own pages. */
final class LoginAddress {
    /** Begins a login. */
    static final String LOGIN = RequestTarget.RESERVED + "/login";

    /** Takes the answers to pages. */
    static final String ANSWERS = LOGIN + "/:transaction";

    /** Shows a page of a login that waits, to its browser. */
    static final String VISITS = ANSWERS + "/visit";

    /** Takes the answers of identity providers. */
    static final String CALLBACK = RequestTarget.RESERVED + "/callback/:connection";

    static final String TRANSACTION = "transaction";
    static final String APP = LoginRedirect.APP;
    static final String CONNECTION = "connection";
    static final String RETURN = LoginRedirect.RETURN;
    static final String BINDING = LoginRedirect.BINDING;
    static final String STATE = "state";
    static final String POSTED = "posted";

    private LoginAddress() {}

    /** Where the answer to a page goes. */
    static String of(String key) {
        return LOGIN + "/" + key;
    }

    /** Where a link from outside shows a page of the login. */
    static String visit(String key, String parameter, String value) {
        return of(key) + "/visit?" + parameter(parameter, value);
    }

    /** Begins a login to the same destination. */
    static String start(SignIn to) {
        String address =
                LOGIN + "?" + parameter(APP, to.app()) + "&" + parameter(RETURN, to.path());
        String binding = to.binding();
        String bound = binding == null ? address : address + "&" + parameter(BINDING, binding);
        return bound + to.demand().query();
    }

    /** The address to which the browser brings the identity provider's posted answer. */
    static String hop(String connection, String state, String held) {
        return "%s/callback/%s?%s&%s"
                .formatted(
                        RequestTarget.RESERVED,
                        URLEncoder.encode(connection, StandardCharsets.UTF_8),
                        parameter(STATE, state),
                        parameter(POSTED, held));
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
