package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.evaluate.AccountMapper.MatchMapper;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ExistingAccountSettings;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class MatchMapperTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final MatchRule MAIL =
            new MatchRule("mail", EXPRESSIONS.mapping("claims.email"));
    private static final MatchRule NUMBER =
            new MatchRule("employeeNumber", EXPRESSIONS.mapping("claims.employee_id"));

    private final MatchMapper mapper = new MatchMapper();

    @Test
    void aVerifiedAddressOfAnAuthoritativeProviderLinks() {
        ExistingAccounts matching =
                link(Map.of("email", "ada@example.org", "email_verified", true));

        assertThat(matching.policy()).isEqualTo(Policy.LINK_VERIFIED_EMAIL);
        assertThat(matching.verifiedEmail()).isEqualTo("ada@example.org");
        assertThat(matching.matches()).containsExactly(new Match("mail", "ada@example.org"));
    }

    static Stream<Map<String, Object>> notVerified() {
        return Stream.of(
                Map.of("email", "ada@example.org"),
                Map.of("email", "ada@example.org", "email_verified", false),
                Map.of("email", "ada@example.org", "email_verified", "TRUE"),
                Map.of("email", "ada@example.org", "email_verified", List.of(true)),
                Map.of("email", "ada@example.org", "email_verified", Map.of("value", true)));
    }

    @ParameterizedTest
    @MethodSource("notVerified")
    void whatIsNotPlainlyVerifiedLinksNothingAndIsStillLookedFor(Map<String, Object> claims) {
        ExistingAccounts matching = link(claims);

        assertThat(matching.policy()).isEqualTo(Policy.DENY);
        assertThat(matching.verifiedEmail()).isNull();
        assertThat(matching.matches()).containsExactly(new Match("mail", "ada@example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org ",
                " ada@example.org",
                "ada@example.org.",
                "ada@sub.example.org",
                "ada@evil.org@example.org",
                "\"ada\"@example.org",
                "ada@exаmple.org",
                "ada\0@example.org",
                "ada"
            })
    void anAddressThatIsNotThisProvidersLinksNothing(String email) {
        ExistingAccounts matching = link(Map.of("email", email, "email_verified", true));

        assertThat(matching.policy()).isEqualTo(Policy.DENY);
        assertThat(matching.verifiedEmail()).isNull();
        assertThat(matching.matches()).containsExactly(new Match("mail", email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.da@example.org", "ada+x@example.org", "Ada@example.org"})
    void theValueIsLookedForAsItWasSaid(String email) {
        ExistingAccounts matching = link(Map.of("email", email, "email_verified", true));

        assertThat(matching.matches()).containsExactly(new Match("mail", email));
        assertThat(matching.verifiedEmail()).isEqualTo(email);
    }

    static Stream<Object> noText() {
        return Stream.of(
                List.of("ada@example.org"),
                List.of("ada@example.org", "bob@example.org"),
                List.of(),
                Map.of("value", "ada@example.org"),
                7,
                true);
    }

    @ParameterizedTest
    @MethodSource("noText")
    void aClaimThatIsNoTextRefusesTheLogin(Object email) {
        assertThat(map(Policy.CONFIRM, Map.of("email", email, "email_verified", true), MAIL))
                .isEmpty();
    }

    @Test
    void anAbsentOrBlankClaimFindsNobody() {
        for (Map<String, Object> claims :
                List.<Map<String, Object>>of(
                        Map.of(), Map.of("email", ""), Map.of("email", "  "))) {
            assertThat(map(Policy.CONFIRM, claims, MAIL).orElseThrow().matches()).isEmpty();
        }
    }

    @Test
    void rulesKeepTheirOrder() {
        Map<String, Object> claims =
                Map.of("email", "ada@example.org", "email_verified", true, "employee_id", "4711");

        assertThat(map(Policy.CONFIRM, claims, NUMBER, MAIL).orElseThrow().matches())
                .containsExactly(
                        new Match("employeeNumber", "4711"), new Match("mail", "ada@example.org"));
    }

    @Test
    void oneRuleThatFailsRefusesAllOfThem() {
        Map<String, Object> claims =
                Map.of("email", "ada@example.org", "employee_id", List.of("1"));

        assertThat(map(Policy.CONFIRM, claims, MAIL, NUMBER)).isEmpty();
    }

    @Test
    void denyAndConfirmStayWhatTheyAreWhateverIsVerified() {
        Map<String, Object> claims = Map.of("email", "ada@example.org", "email_verified", true);

        assertThat(map(Policy.DENY, claims, MAIL).orElseThrow().policy()).isEqualTo(Policy.DENY);
        assertThat(map(Policy.CONFIRM, claims, MAIL).orElseThrow().policy())
                .isEqualTo(Policy.CONFIRM);
    }

    @Property
    void nothingButAVerifiedAddressOfTheProvidersOwnDomainEverLinks(
            @ForAll("values") Object email, @ForAll("values") Object verified) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("email", email);
        claims.put("email_verified", verified);

        Optional<ExistingAccounts> matching = map(Policy.LINK_VERIFIED_EMAIL, claims, MAIL);

        matching.filter(found -> found.policy() == Policy.LINK_VERIFIED_EMAIL)
                .ifPresent(found -> {
                    assertThat(verified).isIn(true, "true", 1, 1L, 1.0);
                    assertThat(found.verifiedEmail()).isEqualTo(email);
                    assertThat(EmailAddress.of((String) email).orElseThrow().domain())
                            .isEqualTo("example.org");
                });
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
        return Arbitraries.oneOf(
                texts.map(Object.class::cast),
                texts.map(text -> text + "@example.org"),
                texts.map(text -> "ada@" + text + "example.org"),
                Arbitraries.of("ada@example.org", "Ada@EXAMPLE.org", true, false, "true", 1),
                texts.list().ofMaxSize(2).map(Object.class::cast));
    }

    @Test
    void itsTextSaysNothingOfThePerson() {
        assertThat(link(Map.of("email", "canary@example.org", "email_verified", true)).toString())
                .doesNotContain("canary");
    }

    private ExistingAccounts link(Map<String, Object> claims) {
        return map(Policy.LINK_VERIFIED_EMAIL, claims, MAIL).orElseThrow();
    }

    private Optional<ExistingAccounts> map(
            Policy policy, Map<String, Object> claims, MatchRule... rules) {
        Provisioning provisioning =
                ProvisioningFixture.named(EXPRESSIONS.mapping("claims.sub"))
                        .matching(
                                new ExistingAccountSettings(policy, List.of(rules), NoMatch.CREATE),
                                new EmailAuthority(Set.of("example.org"), false))
                        .provisioning();
        return mapper.map(provisioning, EvaluationFixture.identified(claims));
    }
}
