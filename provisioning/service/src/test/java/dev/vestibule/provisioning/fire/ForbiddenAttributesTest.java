package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** Claims decide about nobody's rights, name or password, on whatever server. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class ForbiddenAttributesTest {
    private final People people;
    private final String ada = People.freshName();

    ForbiddenAttributesTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objectClass",
                "memberOf",
                "userPassword",
                "USERPASSWORD",
                "userPassword;x-option",
                "2.5.4.35",
                "member",
                "memberURL",
                "uid",
                "userid",
                "dn",
                "structuralObjectClass",
                "subschemaSubentry",
                "entryCSN",
                "hasSubordinates",
                "numSubordinates",
                "authzTo",
                "saslAuthzFrom",
                "nsSizeLimit",
                "nsUniqueId",
                "sudoUser",
                "olcRootPW",
                "sambaSID",
                "shadowInactive",
                "adminCount",
                "mS-DS-ConsistencyGuid",
                "logonHours",
                "sAMAccountName",
                "userPrincipalName",
                "unicodePwd",
                "userAccountControl",
                "accountExpires",
                "lockoutTime",
                "sIDHistory",
                "primaryGroupID",
                "altSecurityIdentities",
                "msDS-KeyCredentialLink",
                "servicePrincipalName",
                "nTSecurityDescriptor",
                "nsAccountLock",
                "nsRoleDN",
                "accountUnlockTime",
                "passwordExpirationTime",
                "aci",
                "pwdAccountLockedTime",
                "pwdReset",
                "pwdPolicySubentry",
                "shadowExpire",
                "krbPrincipalName",
                "vestibuleDisabled",
                "vestibuleFederatedIdentity",
                "VestibuleGrantedGroup",
                "vestibuleGroup",
                "vestibuleTotpSecret"
            })
    void whatDecidesWhoSomebodyIsCannotBeSetFromClaims(String attribute) {
        ProvisionUser first = People.login(ada, Map.of(attribute, List.of("top")), null);
        assertThat(people.provision(first)).isInstanceOf(AttributeRejected.class);
        assertThat(people.linkedAccounts(ada)).isZero();

        people.provisioned(People.login(ada, Map.of(), null));
        assertThat(people.provision(first)).isInstanceOf(AttributeRejected.class);
    }
}
