package dev.vestibule.gateway.keep;

import org.jspecify.annotations.Nullable;

/**
 * A form on its way to an app.
 *
 * @param app id of the app
 * @param path the path by which the app was found
 * @param target path and query that it was posted to
 * @param user who was signed in, see {@link dev.vestibule.gateway.session.LastUser}
 * @param body the body as it was sent, which {@link FormBody} can read
 */
public record KeptForm(String app, String path, String target, String user, String body) {

    /** The fields of the form; null when a browser would not send them as they came. */
    public @Nullable FormBody fields() {
        return FormBody.parse(body);
    }

    /** Without the body and who sent it. */
    @Override
    public String toString() {
        return "KeptForm[app=" + app + "]";
    }
}
