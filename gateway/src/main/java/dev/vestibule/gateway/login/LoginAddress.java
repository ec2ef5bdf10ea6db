package dev.vestibule.gateway.login;

import dev.vestibule.gateway.session.LoginRedirect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the login's own pages. */
final class LoginAddress {
    static final String LOGIN = "/.vestibule/login";
    static final String CHOOSE = LOGIN + "/choose";
    static final String RETRY = LOGIN + "/retry";
    static final String ACCOUNT = LOGIN + "/account";
    static final String CONFIRM = LOGIN + "/confirm";
    static final String CALLBACK = "/.vestibule/callback/:connection";

    static final String APP = LoginRedirect.APP;
    static final String CONNECTION = "connection";
    static final String RETURN = LoginRedirect.RETURN;
    static final String BINDING = LoginRedirect.BINDING;
    static final String KEY = "login";
    static final String PASSWORD = "password";
    static final String ANSWER = "answer";

    private LoginAddress() {}

    /** Begins a login to the same destination. */
    static String again(LoginDestination destination) {
        String binding = destination.binding();
        String address =
                LOGIN
                        + "?"
                        + parameter(APP, destination.app().id())
                        + "&"
                        + parameter(RETURN, destination.path().value());
        return binding == null ? address : address + "&" + parameter(BINDING, binding);
    }

    /** Chooses the connection for the login with this key. */
    static String choose(String key, String connection) {
        return CHOOSE + "?" + parameter(KEY, key) + "&" + parameter(CONNECTION, connection);
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
