package dev.vestibule.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.http.Tokens;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;

/** What programs send, and what accounts keep of it. */
final class TokenTextTest {
    private static final Instant DAY = Instant.parse("2026-11-28T00:00:00Z");

    @Property(tries = 200)
    void whatIsShownIsReadAgain(@ForAll("texts") String account) {
        TokenText text = TokenText.of(account, new Tokens(new SecureRandom()));

        assertThat(TokenText.parse(text.shown())).isEqualTo(text);
        assertThat(text.toString()).doesNotContain(text.secret());
    }

    @Property(tries = 500)
    void whatIsNoTokenIsRefusedAndNeverThrows(@ForAll("texts") String text) {
        assertThat(TokenText.parse(text)).isNull();
        assertThat(TokenText.parse("vst_" + text)).isNull();
        assertThat(AccessToken.parse(text)).isNull();
        assertThat(AccessToken.parse("token " + text)).isNull();
    }

    @Property(tries = 200)
    void aNoteKeepsEveryNameAndNoSecret(@ForAll("texts") String name) {
        TokenText text = TokenText.of("id", new Tokens(new SecureRandom()));
        AccessToken token =
                new AccessToken(
                        text.hash(), Set.of("wiki", "git"), DAY, DAY.plusSeconds(9), null, name);

        assertThat(AccessToken.parse(token.note())).isEqualTo(token);
        assertThat(AccessToken.parse(token.usedAt(DAY).note())).isEqualTo(token.usedAt(DAY));
        assertThat(token.note()).matches("[ -~]*").doesNotContain(text.secret());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }
}
