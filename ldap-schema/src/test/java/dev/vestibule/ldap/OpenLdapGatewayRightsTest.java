package dev.vestibule.ldap;

import static dev.vestibule.ldap.StaffedDirectory.GRACE;
import static dev.vestibule.ldap.StaffedDirectory.GROUPS;
import static dev.vestibule.ldap.StaffedDirectory.PEOPLE;
import static dev.vestibule.ldap.StaffedDirectory.SERVICES;
import static dev.vestibule.ldap.StaffedDirectory.entry;
import static dev.vestibule.ldap.StaffedDirectory.group;
import static dev.vestibule.ldap.StaffedDirectory.person;
import static dev.vestibule.ldap.StaffedDirectory.refusal;
import static dev.vestibule.ldap.StaffedDirectory.replace;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the account that the gateway binds with may do, and what it may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapGatewayRightsTest {
    private StaffedDirectory directory;
    private LDAPConnection gateway;

    @BeforeAll
    void startDirectory() throws Exception {
        directory = new StaffedDirectory();
        gateway = directory.gateway;
    }

    @AfterAll
    void stopDirectory() {
        directory.close();
    }

    @Test
    void keepsAPerson() throws Exception {
        gateway.add(person("ada", "https://idp.example ada"));

        gateway.modify("uid=ada," + PEOPLE, replace("mail", "new@example.org"));

        assertThat(entry(directory.reader, "uid=ada," + PEOPLE).getAttributeValue("mail"))
                .isEqualTo("new@example.org");
    }

    @Test
    void keepsAGroupWhoseOnlyMemberMayBeTheGatewayItself() throws Exception {
        gateway.add(group("wheel", OpenLdapServer.gateway().dn()));

        gateway.modify(
                "cn=wheel," + GROUPS, new Modification(ModificationType.ADD, "member", GRACE));

        assertThat(entry(directory.reader, "cn=wheel," + GROUPS).getAttributeValues("member"))
                .containsExactlyInAnyOrder(GRACE, OpenLdapServer.gateway().dn());
    }

    @Test
    void readsTheSecretsOfFactorsAndNoPassword() throws Exception {
        SearchResultEntry grace = entry(gateway, GRACE);

        assertThat(grace.getAttributeValue(SchemaNames.TOTP_SECRET)).isEqualTo("totp-key");
        assertThat(grace.hasAttribute("userPassword")).isFalse();
    }

    @Test
    void setsAPasswordThatThePersonBindsWith() throws Exception {
        String joan = "uid=joan," + PEOPLE;
        gateway.add(person("joan", "https://idp.example joan"));

        gateway.modify(joan, replace("userPassword", "a first password"));

        try (LDAPConnection own = directory.connect(joan, "a first password")) {
            assertThat(own.getEntry(joan)).isNotNull();
            assertThat(own.getEntry(GRACE)).isNull();
        }
    }

    @Test
    void changesItsOwnPassword() throws Exception {
        try (StaffedDirectory other = new StaffedDirectory()) {
            String dn = OpenLdapServer.gateway().dn();

            other.gateway.modify(dn, replace("userPassword", "rotated"));

            try (LDAPConnection again = other.connect(dn, "rotated")) {
                assertThat(again.getEntry(GRACE)).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OpenLdapServer.BASE,
                PEOPLE,
                GROUPS,
                SERVICES,
                "cn=vestibule," + SERVICES,
                "cn=reader," + SERVICES,
                "cn=vestibule,cn=schema,cn=config",
                "cn=config",
                "cn=Subschema"
            })
    void changesNothingButPeopleAndGroups(String dn) {
        ResultCode code = refusal(gateway, who -> who.modify(dn, replace("description", "x")));

        assertThat(code)
                .isIn(
                        ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                        ResultCode.NO_SUCH_OBJECT,
                        ResultCode.UNWILLING_TO_PERFORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OpenLdapServer.BASE,
                SERVICES,
                GRACE,
                "cn=staff,ou=groups,dc=example,dc=org"
            })
    void addsNothingElsewhere(String parent) throws LDAPException {
        AddRequest request =
                new AddRequest(
                        "ou=mine," + parent,
                        new Attribute("objectClass", "organizationalUnit"),
                        new Attribute("ou", "mine"));

        ResultCode code = refusal(gateway, who -> who.add(request));

        assertThat(code).isIn(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, ResultCode.NO_SUCH_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {GRACE, "cn=staff," + GROUPS})
    void deletesAndRenamesNothing(String dn) {
        assertThat(refusal(gateway, who -> who.delete(dn)))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(gateway, who -> who.modifyDN(dn, "cn=other", false)))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void disablesAnAccountOfWhichTheAdministratorSaysNothing() throws Exception {
        String idle = "uid=idle," + PEOPLE;
        gateway.add(person("idle", "https://idp.example idle"));

        gateway.modify(idle, add(SchemaNames.DISABLED, "TRUE"));

        assertThat(entry(directory.reader, idle).getAttributeValueAsBoolean(SchemaNames.DISABLED))
                .isTrue();
    }

    @Test
    void doesNotDisableAnAccountThatTheAdministratorKeepsEnabled() throws Exception {
        String kept = "uid=kept," + PEOPLE;
        gateway.add(person("kept", "https://idp.example kept"));
        directory.administrator.modify(kept, replace(SchemaNames.DISABLED, "FALSE"));

        assertThat(refusal(gateway, who -> who.modify(kept, replace(SchemaNames.DISABLED, "TRUE"))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(gateway, who -> who.modify(kept, add(SchemaNames.DISABLED, "TRUE"))))
                .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void doesNotUnlockAnAccount() throws Exception {
        String locked = "uid=locked," + PEOPLE;
        gateway.add(person("locked", "https://idp.example locked"));
        directory.administrator.modify(locked, replace("pwdAccountLockedTime", "000001010000Z"));

        ResultCode code =
                refusal(gateway, who -> who.modify(locked, replace("pwdAccountLockedTime")));

        assertThat(code).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    private static Modification add(String attribute, String value) {
        return new Modification(ModificationType.ADD, attribute, value);
    }

    @Test
    void doesNotEnableAnAccountThatTheAdministratorDisabled() throws Exception {
        String mallory = "uid=mallory," + PEOPLE;
        gateway.add(person("mallory", "https://idp.example mallory"));
        directory.administrator.modify(mallory, replace(SchemaNames.DISABLED, "TRUE"));

        ResultCode code =
                refusal(gateway, who -> who.modify(mallory, replace(SchemaNames.DISABLED)));

        assertThat(code).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(entry(gateway, mallory).getAttributeValueAsBoolean(SchemaNames.DISABLED))
                .isTrue();
    }

    @Test
    void cannotGiveASecondAccountTheSameLink() throws Exception {
        String link = "https://idp.example shared";
        gateway.add(person("first", link));

        ResultCode added = refusal(gateway, who -> who.add(person("second", link)));
        ResultCode modified =
                refusal(
                        gateway,
                        who -> who.modify(GRACE, replace(SchemaNames.FEDERATED_IDENTITY, link)));

        assertThat(added).isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
        assertThat(modified).isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void ofManyAtOnceOneAccountGetsTheLink() throws Exception {
        List<Callable<ResultCode>> attempts = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            AddRequest person = person("racer" + number, "https://idp.example racer");
            attempts.add(() -> added(person));
        }

        List<ResultCode> codes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ResultCode> attempt : threads.invokeAll(attempts)) {
                codes.add(attempt.get());
            }
        }

        assertThat(codes).containsOnlyOnce(ResultCode.SUCCESS);
        assertThat(codes).containsOnly(ResultCode.SUCCESS, ResultCode.CONSTRAINT_VIOLATION);
    }

    private ResultCode added(AddRequest person) {
        try (LDAPConnection own = directory.connect(OpenLdapServer.gateway())) {
            return own.add(person).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }

    @Test
    void linksThatDifferInCaseAreDifferent() throws Exception {
        gateway.add(person("lower", "https://idp.example abc"));

        gateway.add(person("upper", "https://idp.example ABC"));

        assertThat(gateway.getEntry("uid=upper," + PEOPLE)).isNotNull();
    }

    @Test
    void isToldWhenTheDirectoryIsReadOnly() throws Exception {
        try (OpenLdapServer readOnly = OpenLdapServer.startReadOnly();
                LDAPConnection connection =
                        new LDAPConnection(
                                readOnly.host(),
                                readOnly.port(),
                                OpenLdapServer.gateway().dn(),
                                OpenLdapServer.gateway().password())) {

            ResultCode code = refusal(connection, who -> who.add(person("x", "https://idp x")));

            assertThat(code).isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
        }
    }
}
