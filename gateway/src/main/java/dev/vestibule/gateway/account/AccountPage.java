package dev.vestibule.gateway.account;

import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;
import dev.vestibule.provisioning.api.AccountDetails.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's own account, their sessions and their last sign-ins.
 *
 * @param done the change that was made just now, null if there was none
 * @param who what the account says of the user; null without an account
 * @param factors null without an account, or where the directory cannot keep factors
 * @param offers further pages of the account
 */
public record AccountPage(
        String user,
        @Nullable Done done,
        @Nullable Who who,
        @Nullable Factors factors,
        Offers offers,
        Activity activity)
        implements Page {
    /** The longest name of a passkey. */
    public static final int LONGEST_NAME = 60;

    @Override
    public String template() {
        return "account/account.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /**
     * Further pages of the account.
     *
     * @param password whether the user can change a password
     * @param tokens whether some application takes access tokens
     */
    public record Offers(boolean password, boolean tokens) {
        /** None. */
        public static final Offers NONE = new Offers(false, false);
    }

    /** The texts are {@code account.done.<name>} of the resource bundle. */
    public enum Done {
        CONFIRMED,
        FACTOR_ADDED,
        FACTOR_REMOVED,
        PASSKEY_RENAMED,
        DEVICES_FORGOTTEN,
        PASSWORD_CHANGED,
        SESSION_ENDED,
        SESSIONS_ENDED
    }

    /**
     * What the account says of the user.
     *
     * @param created the title of the connection that created it; null when none did
     * @param createdAt when that was; null when it is not on record
     */
    public record Who(
            @Nullable String created,
            @Nullable Instant createdAt,
            List<Value> values,
            List<Group> groups) {
        public Who {
            values = List.copyOf(values);
            groups = List.copyOf(groups);
        }
    }

    /** One attribute, and where its values come from. */
    public record Value(String name, List<String> values, Origin origin) {
        public Value {
            values = List.copyOf(values);
        }
    }

    /**
     * Where a value comes from.
     *
     * @param connection title of the connection whose login wrote it last; null when that is not on
     *     record
     * @param written when that was; null when it is not on record
     */
    public record Origin(
            Standing standing, @Nullable String connection, @Nullable Instant written) {
        /** In words. */
        public String text(Texts texts) {
            return switch (standing) {
                case BY_HAND -> texts.text("account.origin.hand");
                case CHANGED_BY_HAND -> texts.text("account.origin.changed");
                case REMOVED_BY_HAND -> texts.text("account.origin.removed");
                case AS_WRITTEN, CLEARED -> sent(texts);
            };
        }

        private String sent(Texts texts) {
            if (connection == null) {
                return texts.text("account.origin.sign-in");
            }
            return written == null
                    ? texts.text("account.origin", connection)
                    : texts.text("account.origin.at", connection, texts.day(written));
        }
    }

    /**
     * One group of the account.
     *
     * @param from titles of the connections that grant it; none for one given by hand
     */
    public record Group(String name, List<String> from) {
        public Group {
            from = List.copyOf(from);
        }
    }

    /**
     * The factors of the account.
     *
     * @param confirm what the user must send before changing anything, null if that is not needed
     * @param forget the form that forgets all remembered devices, null if that is not offered
     * @param add forms that set up another factor, by its id
     */
    public record Factors(
            List<Factor> ready,
            Map<String, Form> add,
            @Nullable Form confirm,
            @Nullable Form forget) {
        public Factors {
            ready = List.copyOf(ready);
            add = Collections.unmodifiableMap(new LinkedHashMap<>(add));
        }
    }

    /**
     * A factor that is set up.
     *
     * @param left how many recovery codes are left, 0 for every other factor
     * @param remove the form that removes it, null if that is not offered
     */
    public record Factor(String id, int left, List<OwnPasskey> passkeys, @Nullable Form remove) {
        public Factor {
            passkeys = List.copyOf(passkeys);
        }
    }

    /**
     * One passkey.
     *
     * @param used when it was used last, to the day; null before its first use
     * @param rename the form that renames it, with a field for the name; null if not offered
     * @param remove the form that removes it, null if not offered
     */
    public record OwnPasskey(
            String name,
            Instant created,
            @Nullable Instant used,
            @Nullable Form rename,
            @Nullable Form remove) {}

    /**
     * Where the user is signed in, and was lately.
     *
     * @param endOthers ends every session but this one, null when there is no other
     */
    public record Activity(
            List<OpenSession> sessions, @Nullable Form endOthers, List<SignIn> signIns) {
        public Activity {
            sessions = List.copyOf(sessions);
            signIns = List.copyOf(signIns);
        }
    }

    /**
     * An open session.
     *
     * @param place address of the client that started it
     * @param seen about when it was used last; null when that is not known
     * @param end the form that ends it; null for the session of this page
     */
    public record OpenSession(
            Device device,
            String place,
            Instant since,
            @Nullable Instant seen,
            @Nullable Form end) {}

    /**
     * A sign-in.
     *
     * @param app title of the app that it led to
     * @param connection title of the connection; null for a factor, whose name is translated
     * @param option id of the connection or factor
     */
    public record SignIn(
            Instant at,
            String app,
            @Nullable String connection,
            String option,
            String place,
            Device device) {}
}
