package dev.vestibule.gateway.token;

import dev.vestibule.gateway.token.PersonalTokens.Held;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the directory has said of tokens a moment ago, so that not every request asks it. Several
 * event loops use it at once; the lock is held for a few instructions only.
 */
final class RecentTokens {
    /** How long a removed token may still be taken for one. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * An answer.
     *
     * @param held null for a token that admits no one
     */
    record Answer(@Nullable Held held, Instant until) {}

    /** The answer about the token with this hash; null when it is not known at this time. */
    @Nullable Answer get(String hash, Instant now) {
        synchronized (answers) {
            Answer answer = answers.get(hash);
            return answer == null || !now.isBefore(answer.until()) ? null : answer;
        }
    }

    /** Keeps an answer. */
    void put(String hash, @Nullable Held held, Instant now) {
        synchronized (answers) {
            answers.remove(hash);
            var eldest = answers.values().iterator();
            while (eldest.hasNext()
                    && (!now.isBefore(eldest.next().until()) || answers.size() >= MOST)) {
                eldest.remove();
            }
            answers.put(hash, new Answer(held, now.plus(FRESH)));
        }
    }
}
