package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;
import dev.vestibule.gateway.token.AccessToken;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The access tokens of the user.
 *
 * @param issued the token that was made just now, which is shown only here; null for none
 * @param confirm what the user must send before changing anything; null if that is not needed
 * @param make the form for another one; null if it cannot be made now
 */
public record TokensPage(
        @Nullable String issued, List<Own> tokens, @Nullable Form confirm, @Nullable Make make)
        implements Page {
    public TokensPage {
        tokens = List.copyOf(tokens);
    }

    @Override
    public String template() {
        return "account/tokens.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /** Whether it keeps a secret that no log may have. */
    @Override
    public String toString() {
        return "TokensPage[tokens=" + tokens + "]";
    }

    /**
     * One token.
     *
     * @param apps titles of the applications that it is for
     * @param used null before its first use
     * @param remove null if it cannot be removed now
     */
    public record Own(
            String name,
            List<String> apps,
            Instant expires,
            @Nullable Instant used,
            @Nullable Form remove) {
        public Own {
            apps = List.copyOf(apps);
        }
    }

    /**
     * The form for another token.
     *
     * @param apps titles of the applications that take tokens, by the id of the form's field
     * @param flaws what is wrong with the form that was sent
     */
    public record Make(Form form, Map<String, String> apps, Sent sent, Set<Flaw> flaws) {
        /** The most characters of a name. */
        public static final int LONGEST_NAME = AccessToken.LONGEST_NAME;

        public Make {
            apps = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(apps));
            flaws = Set.copyOf(flaws);
        }

        /** Everything that is wrong with the form that was sent. */
        public List<Problem> problems(Texts texts) {
            List<Problem> problems = new ArrayList<>();
            if (flaws.contains(Flaw.NAME)) {
                problems.add(new Problem(texts.text("tokens.problem.name", LONGEST_NAME), "name"));
            }
            if (flaws.contains(Flaw.APPS)) {
                problems.add(
                        new Problem(
                                texts.text("tokens.problem.apps"),
                                apps.keySet().stream().findFirst().orElse(null)));
            }
            return problems;
        }
    }

    /** A form as it was sent. */
    public record Sent(String name, Set<String> apps, int days) {
        static final Sent NOTHING = new Sent("", Set.of(), 90);

        public Sent {
            apps = Set.copyOf(apps);
        }
    }

    /** What can be wrong with a form. */
    public enum Flaw {
        NAME,
        APPS
    }
}
