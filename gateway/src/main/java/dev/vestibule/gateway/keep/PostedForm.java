package dev.vestibule.gateway.keep;

import dev.vestibule.gateway.http.Caller;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * Whether a request is a form that a page of the app has sent, and that is kept during a login.
 * Everything must say so: a browser that navigates, from the app's own origin. A page of another
 * site can make a browser send a form too, but it cannot make it say that (Fetch Metadata, sections
 * 2.1 to 2.3; Fetch, section 3.1). What says nothing is not kept.
 */
public enum PostedForm {
    /** It is no such form. */
    NONE,
    /** It is one, but longer than the app allows. */
    TOO_LARGE,
    /** It is one. */
    KEPT;

    private static final String FORM = "application/x-www-form-urlencoded";

    /** More digits than a length of any use has. */
    private static final int DIGITS = 18;

    /**
     * What the request is.
     *
     * @param origin the public origin of the app
     * @param most the longest body in bytes
     */
    public static PostedForm of(RoutingContext ctx, String origin, long most) {
        MultiMap fields = ctx.request().headers();
        String length = only(fields, HttpHeaders.CONTENT_LENGTH.toString());
        boolean form =
                RequestTarget.of(ctx).method().equals("POST")
                        && Caller.of(ctx.request()) == Caller.BROWSER
                        && "navigate".equals(only(fields, "Sec-Fetch-Mode"))
                        && "document".equals(only(fields, "Sec-Fetch-Dest"))
                        && "same-origin".equals(only(fields, "Sec-Fetch-Site"))
                        && origin.equalsIgnoreCase(only(fields, "Origin"))
                        && isForm(only(fields, HttpHeaders.CONTENT_TYPE.toString()))
                        && length != null
                        && !fields.contains(HttpHeaders.TRANSFER_ENCODING)
                        && !fields.contains(HttpHeaders.CONTENT_ENCODING)
                        && !fields.contains(HttpHeaders.EXPECT);
        if (!form || length == null) {
            return NONE;
        }
        return length.length() > DIGITS || Long.parseLong(length) > most ? TOO_LARGE : KEPT;
    }

    private static boolean isForm(@Nullable String type) {
        if (type == null) {
            return false;
        }
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "");
        return plain.equals(FORM) || plain.equals(FORM + ";charset=utf-8");
    }

    private static @Nullable String only(MultiMap fields, String name) {
        List<String> values = fields.getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }
}
