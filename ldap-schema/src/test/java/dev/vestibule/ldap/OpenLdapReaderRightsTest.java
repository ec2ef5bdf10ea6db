package dev.vestibule.ldap;

import static dev.vestibule.ldap.StaffedDirectory.GRACE;
import static dev.vestibule.ldap.StaffedDirectory.GRACES_PASSWORD;
import static dev.vestibule.ldap.StaffedDirectory.GROUPS;
import static dev.vestibule.ldap.StaffedDirectory.PEOPLE;
import static dev.vestibule.ldap.StaffedDirectory.SERVICES;
import static dev.vestibule.ldap.StaffedDirectory.entry;
import static dev.vestibule.ldap.StaffedDirectory.group;
import static dev.vestibule.ldap.StaffedDirectory.person;
import static dev.vestibule.ldap.StaffedDirectory.refusal;
import static dev.vestibule.ldap.StaffedDirectory.replace;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;

/** What everybody but the gateway sees and changes in the directory of the image. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapReaderRightsTest {
    private StaffedDirectory directory;

    @BeforeAll
    void startDirectory() throws Exception {
        directory = new StaffedDirectory();
    }

    @AfterAll
    void stopDirectory() {
        directory.close();
    }

    @Test
    void theReaderReadsPeople() throws Exception {
        Entry grace =
                Objects.requireNonNull(
                        directory.reader.searchForEntry(
                                OpenLdapServer.BASE, SearchScope.SUB, "(uid=grace)", "*", "+"));

        assertThat(grace.getAttributeValue("mail")).isEqualTo("grace@example.org");
        assertThat(grace.getAttributeValue(SchemaNames.PROVISIONED_BY)).isEqualTo("corp");
        assertThat(grace.hasAttribute("entryUUID")).isTrue();
    }

    @Test
    void theReaderFindsTheGroupsOfAPerson() throws Exception {
        Entry staff =
                directory.reader.searchForEntry(
                        GROUPS, SearchScope.ONE, Filter.createEqualityFilter("member", GRACE));

        assertThat(Objects.requireNonNull(staff).getAttributeValue("cn")).isEqualTo("staff");
    }

    @Test
    void theReaderSeesTheMembersOfADynamicGroup() throws Exception {
        String everybody = "cn=everybody," + GROUPS;
        AddRequest person = person("dynamic", "https://idp.example dynamic");
        person.addAttribute(SchemaNames.GROUP, "everybody");
        directory.gateway.add(person);
        directory.gateway.add(
                everybody,
                new Attribute("objectClass", "groupOfURLs"),
                new Attribute(
                        "memberURL", "ldap:///" + PEOPLE + "??sub?(vestibuleGroup=everybody)"));

        assertThat(Objects.requireNonNull(directory.reader.getEntry(everybody, "member")))
                .extracting(group -> group.getAttributeValue("member"))
                .isEqualTo(person.getDN());
        assertThat(directory.reader.compare(everybody, "member", person.getDN()).compareMatched())
                .isTrue();
        assertThat(memberOf(person.getDN())).isEqualTo(everybody);
        assertThat(memberOf(GRACE)).isEqualTo("cn=staff," + GROUPS);
    }

    private @Nullable String memberOf(String dn) throws LDAPException {
        return Objects.requireNonNull(directory.reader.getEntry(dn, "memberOf"))
                .getAttributeValue("memberOf");
    }

    @ParameterizedTest
    @CsvSource({
        "vestibuleTotpSecret,totp-key",
        "vestibuleRecoveryCode,recovery-hash",
        "vestibulePasskey,passkey-record",
        "userPassword," + GRACES_PASSWORD
    })
    void secretsShowToNobodyByReadingSearchingOrComparing(String attribute, String value)
            throws Exception {
        for (LDAPConnection who :
                List.of(directory.reader, directory.administrator, directory.anonymous)) {
            Entry read = who.getEntry(GRACE, attribute, "*", "+");

            assertThat(read == null || !read.hasAttribute(attribute)).isTrue();
            assertThat(found(who, Filter.createEqualityFilter(attribute, value))).isZero();
            assertThat(found(who, Filter.createPresenceFilter(attribute))).isZero();
            assertThat(found(who, Filter.createSubInitialFilter(attribute, value.substring(0, 2))))
                    .isZero();
            assertThat(found(who, not(Filter.createEqualityFilter(attribute, "wrong")))).isZero();
            assertThat(refusal(who, asking -> asking.compare(GRACE, attribute, value)))
                    .isIn(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, ResultCode.NO_SUCH_OBJECT);
        }
    }

    private static Filter not(Filter filter) {
        return Filter.createNOTFilter(filter);
    }

    private static int found(LDAPConnection who, Filter secret) throws LDAPException {
        Filter grace = Filter.createEqualityFilter("uid", "grace");
        try {
            return who.search(
                            OpenLdapServer.BASE,
                            SearchScope.SUB,
                            Filter.createANDFilter(grace, secret))
                    .getEntryCount();
        } catch (LDAPException e) {
            assertThat(e.getResultCode()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
            return 0;
        }
    }

    @Test
    void theRulesNameEverySecretAttribute() throws Exception {
        try (var file = getClass().getResourceAsStream("/openldap/config.ldif")) {
            String rules = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
            List<String> protectedTogether =
                    rules.lines()
                            .filter(line -> line.contains("attrs=" + SchemaNames.TOTP_SECRET))
                            .map(line -> line.replaceFirst(".*attrs=", ""))
                            .flatMap(names -> List.of(names.split(",")).stream())
                            .toList();

            assertThat(protectedTogether)
                    .containsExactlyInAnyOrderElementsOf(SchemaNames.SECRET_ATTRIBUTES);
        }
    }

    @Test
    void theReaderWritesNothing() {
        assertThat(refusal(directory.reader, who -> who.modify(GRACE, replace("mail", "x@y.z"))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(directory.reader, who -> who.add(person("eve", "https://idp eve"))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void aPersonChangesOnlyTheirPassword() throws Exception {
        directory.gateway.add(person("joan", "https://idp.example joan"));
        String joan = "uid=joan," + PEOPLE;
        directory.gateway.modify(joan, replace("userPassword", "a first password"));
        try (LDAPConnection own = directory.connect(joan, "a first password")) {

            own.modify(joan, replace("userPassword", "a second password"));

            assertThat(refusal(own, who -> who.modify(joan, replace("mail", "x@example.org"))))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(refusal(own, who -> who.modify(joan, replace(SchemaNames.TOTP_SECRET, "x"))))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OpenLdapServer.BASE,
                PEOPLE,
                GRACE,
                GROUPS,
                "cn=staff," + GROUPS,
                SERVICES,
                "cn=config",
                "cn=Subschema"
            })
    void withoutABindNothingIsRead(String dn) throws Exception {
        Entry read = directory.anonymous.getEntry(dn, "*", "+");

        assertThat(read).isNull();
    }

    @Test
    void theAdministratorTakesAFactorAway() throws Exception {
        AddRequest person = person("forgetful", "https://idp.example forgetful");
        person.addAttribute(SchemaNames.TOTP_SECRET, "old-key");
        directory.gateway.add(person);

        directory.administrator.modify(person.getDN(), replace(SchemaNames.TOTP_SECRET));

        assertThat(entry(directory.gateway, person.getDN()).hasAttribute(SchemaNames.TOTP_SECRET))
                .isFalse();
    }

    @Test
    void theAdministratorDeletesAPersonWithSecrets() throws Exception {
        AddRequest person = person("leaver", "https://idp.example leaver");
        person.addAttribute(SchemaNames.TOTP_SECRET, "old-key");
        directory.gateway.add(person);
        directory.gateway.add(group("leavers", person.getDN()));

        directory.administrator.delete(person.getDN());

        assertThat(directory.gateway.getEntry(person.getDN())).isNull();
    }
}
