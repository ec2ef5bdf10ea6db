package dev.vestibule.flow.username;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

class UsernameRuleTest {
    private final UsernameRule rule = UsernameRule.STANDARD;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "Ada",
                "ada.lovelace",
                "ada lovelace",
                "ada@example.org",
                "ada-2_x",
                "jörg.müller",
                "o'neil",
                "žofie",
                "иван",
                "Сара",
                "ελένη",
                "王小明",
                "やまだ太郎",
                "tanaka太郎",
                "김민수",
                "นํ้าฝน",
                "น้ำฝน",
                "محمد",
                "adminton",
                "rooter",
                "admin.of.nothing",
                "guestavo",
                "official",
                "binh",
            })
    void ordinaryNamesAreGiven(String wanted) {
        assertThat(rule.problem(wanted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "ADMIN",
                "Administrator",
                "ROOT",
                "vestibule",
                "r00t",
                "adm1n",
                "adm\u0131n",
                "ADM\u0130N",
                "\u00e0dm\u00edn",
                "a\u0336dmin",
                "adrnin",
                "\u0251dmin",
                "\uff41\uff44\uff4d\uff49\uff4e",
                "\ud835\udc1a\ud835\udc1d\ud835\udc26\ud835\udc22\ud835\udc27",
                "\u1d43\u1d48\u1d50\u2071\u207f",
                "\u24d0\u24d3\u24dc\u24d8\u24dd",
                "\u0430dmin",
                "r\u043e\u043et",
                "\u03c1ostmaster",
                "\u1d00\u1d05\u1d0d\u026a\u0274",
                "sy\u017ftem",
                "adm\u0661n",
                "claemon",
            })
    void whatLooksLikeAReservedNameIsReserved(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.RESERVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada\u200b",
                "a\u200dda",
                "\u2060ada",
                "ada\ufeff",
                "ad\u00ada",
                "ada\u034f",
                "ada\u3164",
                "\u115fada",
                "ada\ufe0f",
                "ada\u2800",
                "ada\u202eada",
                "ada\u2028",
                "ada\udb40\udc41",
            })
    void whatCannotBeSeenIsRefused(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.INVISIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada ",
                " ada",
                "ada\u00a0",
                "\u2003ada",
                "ada\u3000",
                "ada\u202f",
                "ada\u2007",
                "ada\u1680",
                "ada\u00a0lovelace",
                "ada\t",
                "\nada",
                "admin ",
                "admin\u00a0"
            })
    void aSpaceAtAnEndOrOfAnotherKindIsRefused(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.SPACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guest:ada",
                ":",
                "ada:",
                "guest\uff1aada",
                "guest\ua789ada",
                "guest\u2236ada",
                "guest\u05c3ada"
            })
    void aColonBelongsToNamesWithoutAnAccount(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.COLON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad\u0430",
                "\u0430da",
                "иvan",
                "pa\u03c5l",
                "王ivan\u0438",
                "ada\u0663\u0033",
                "\ua4e0\ua4f3\ua4f3\ua4d4",
                "\u13a1\u13be",
                "\u2c81\u2c87",
                "김\u30ab",
                "\u0627da"
            })
    void severalScriptsAndScriptsOfNoEverydayUseAreRefused(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.SCRIPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uff41da", "a\ufb01n", "ad\u00aa", "\ud835\udc1ada", "x\u00b2"})
    void otherFormsOfOrdinaryCharactersAreRefused(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.OTHER_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "a\nb", "\ue000"})
    void whatNoAccountCanBeNamedIsUnusable(String wanted) {
        assertThat(rule.problem(wanted)).contains(UsernameProblem.UNUSABLE);
    }

    @Test
    void furtherNamesAreReservedInEveryLookAndAlsoWithoutTheirNumber() {
        UsernameRule more = UsernameRule.of(List.of("Backup", "web3"), Set.of());

        assertThat(more.problem("b\u0430ckup")).contains(UsernameProblem.RESERVED);
        assertThat(more.problem("backup")).contains(UsernameProblem.RESERVED);
        assertThat(more.problem("web3")).contains(UsernameProblem.RESERVED);
        assertThat(more.problem("web")).contains(UsernameProblem.RESERVED);
        assertThat(more.problem("webb")).isEmpty();
        assertThat(more.problem("root")).contains(UsernameProblem.RESERVED);
    }

    @Test
    void aNameThatIsAllowedIsNotReserved() {
        UsernameRule fewer = UsernameRule.of(List.of(), Set.of("support"));

        assertThat(fewer.problem("support")).isEmpty();
        assertThat(fewer.problem("supp\u043ert")).contains(UsernameProblem.SCRIPTS);
        assertThat(fewer.problem("root")).contains(UsernameProblem.RESERVED);
    }
}
