package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SortKey;

import dev.vestibule.ldap.SchemaNames;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretAttributesTest {
    private static final String SECRET = SchemaNames.TOTP_SECRET;

    private final EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
    private LDAPConnection gateway = new LDAPConnection();
    private LDAPConnection reader = new LDAPConnection();

    @BeforeEach
    void addAda() throws LDAPException {
        gateway = Tree.gateway(directory);
        reader = Tree.reader(directory);
        gateway.add(
                Tree.person(
                        "ada",
                        new Attribute(SECRET, "top-secret"),
                        new Attribute(SECRET + ";x-old", "old-secret"),
                        new Attribute("userPassword", "adas-password")));
    }

    @AfterEach
    void stop() {
        gateway.close();
        reader.close();
        directory.close();
    }

    private static void assertRefused(ResultCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
    }

    @Test
    void theGatewayReadsSecrets() throws Exception {
        assertThat(Tree.entry(gateway, Tree.dn("ada")).getAttributeValue(SECRET))
                .isEqualTo("top-secret");
    }

    @Test
    void nobodyElseReadsSecrets() throws Exception {
        Entry seen = Tree.entry(reader, Tree.dn("ada"));

        assertThat(seen.toLDIFString())
                .contains("uid: ada")
                .doesNotContainIgnoringCase(SECRET)
                .doesNotContainIgnoringCase("userPassword");
    }

    @Test
    void peopleDoNotReadTheirOwnSecrets() throws Exception {
        reader.bind(Tree.dn("ada"), "adas-password");

        assertThat(Tree.entry(reader, Tree.dn("ada")).toLDIFString())
                .contains("uid: ada")
                .doesNotContainIgnoringCase(SECRET)
                .doesNotContainIgnoringCase("userPassword");
    }

    @Test
    void askingForASecretByNameDoesNotGiveIt() throws Exception {
        var found =
                reader.search(
                        new SearchRequest(
                                Tree.BASE,
                                SearchScope.SUB,
                                "(uid=ada)",
                                SECRET,
                                "userPassword",
                                "2.5.4.35",
                                "@vestibuleAccount"));

        assertThat(found.getSearchEntries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.toLDIFString())
                                .doesNotContainIgnoringCase(SECRET)
                                .doesNotContainIgnoringCase("userPassword"));
    }

    @Test
    void namesOnlySearchesDoNotTellThatASecretExists() throws Exception {
        SearchRequest request = new SearchRequest(Tree.BASE, SearchScope.SUB, "(uid=ada)");
        request.setTypesOnly(true);

        assertThat(reader.search(request).getSearchEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.hasAttribute("userPassword")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(vestibuleTotpSecret=top-secret)",
                "(vestibuleTotpSecret=*)",
                "(VESTIBULETOTPSECRET;x-old=old-secret)",
                "(2.25.185145108687090378924239432700324781939.1.8=top-secret)",
                "(userPassword=*)",
                "(2.5.4.35=*)",
                "(&(uid=ada)(!(vestibuleTotpSecret=a*)))",
                "(|(uid=ada)(vestibuleTotpSecret>=a))",
                "(vestibuleTotpSecret:octetStringMatch:=top-secret)",
            })
    void aSecretIsOfNoUseInAFilter(String filter) {
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> reader.search(Tree.BASE, SearchScope.SUB, filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vestibuleTotpSecret", "userPassword", "2.5.4.35", "vestibulePasskey"})
    void aSecretCannotBeCompared(String attribute) {
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> reader.compare(Tree.dn("ada"), attribute, "top-secret"));
    }

    @Test
    void aSecretCannotBeAsserted() {
        CompareRequest request = new CompareRequest(Tree.dn("ada"), "uid", "ada");
        request.addControl(
                new AssertionRequestControl(Filter.createEqualityFilter(SECRET, "top-secret")));

        assertRefused(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, () -> reader.compare(request));
    }

    @Test
    void aSecretDoesNotSort() {
        SearchRequest request = new SearchRequest(Tree.PEOPLE, SearchScope.SUB, anyone());
        request.addControl(new ServerSideSortRequestControl(new SortKey("userPassword")));

        assertRefused(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, () -> reader.search(request));
    }

    @Test
    void othersReadAndCompareWhatIsNotSecret() throws Exception {
        assertThat(
                        reader.compare(new CompareRequest(Tree.dn("ada"), "uid", "ada"))
                                .compareMatched())
                .isTrue();
    }

    private static Filter anyone() {
        return Filter.createPresenceFilter("uid");
    }
}
