package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Expired;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.ExpiresIn;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.GraceLogins;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.MustChange;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** OpenLDAP with the overlay ppolicy (slapo-ppolicy(5)). */
record OpenLdapMeans(OpenLdapServer server, DirectoryConfig gateway, boolean linksAreUnique)
        implements ContainerMeans {
    private static final String POLICIES = "ou=policies," + OpenLdapServer.BASE;
    private static final String POLICY = "cn=default," + POLICIES;
    private static final AccountState LOCKED = AccountState.locked("pwdAccountLockedTime");

    @Override
    public LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(server.host(), server.port());
    }

    @Override
    public PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(
                () ->
                        addPolicy(
                                new Attribute("pwdCheckQuality", "2"),
                                new Attribute("pwdMinLength", "12")),
                this::removePolicy,
                Reason.TOO_SHORT);
    }

    @Override
    public Disturbance readOnly() {
        return another(OpenLdapServer.startReadOnly());
    }

    @Override
    public Disturbance sizeLimit() {
        return another(OpenLdapServer.startLimited(2));
    }

    private Disturbance another(OpenLdapServer other) {
        return new Disturbance(
                new Reconfigured(gateway).at(List.of(URI.create(other.url()))), other::close);
    }

    @Override
    public List<Lockout> ownLockouts() {
        return List.of(
                Means.attribute(this, LOCKED, "pwdAccountLockedTime", "000001010000Z"),
                new Lockout("wrong passwords", LOCKED, this::lockByGuesses, this::unlock));
    }

    private void lockByGuesses(String dn) throws LDAPException {
        addPolicy(
                new Attribute("pwdLockout", "TRUE"),
                new Attribute("pwdMaxFailure", "2"),
                new Attribute("pwdLockoutDuration", "600"));
        setPassword(dn, "Right-password-1");
        guess(dn);
    }

    private void unlock(String dn) throws LDAPException {
        change(dn, new Modification(ModificationType.REPLACE, "pwdAccountLockedTime"));
        removePolicy();
    }

    @Override
    public List<ForcedStanding> standings() {
        Attribute age = new Attribute("pwdMaxAge", "86400");
        return List.of(
                new ForcedStanding(
                        "pwdReset: TRUE",
                        MustChange.class,
                        dn -> {
                            addPolicy(new Attribute("pwdMustChange", "TRUE"));
                            change(
                                    dn,
                                    new Modification(ModificationType.REPLACE, "pwdReset", "TRUE"));
                        },
                        this::removePolicy),
                new ForcedStanding(
                        "pwdExpireWarning",
                        ExpiresIn.class,
                        dn -> {
                            addPolicy(age, new Attribute("pwdExpireWarning", "86300"));
                            setAt(dn, Instant.now().minusSeconds(3600));
                        },
                        this::removePolicy),
                new ForcedStanding(
                        "pwdGraceAuthNLimit",
                        GraceLogins.class,
                        dn -> {
                            addPolicy(age, new Attribute("pwdGraceAuthNLimit", "5"));
                            setAt(dn, Instant.EPOCH);
                        },
                        this::removePolicy),
                new ForcedStanding(
                        "pwdMaxAge",
                        Expired.class,
                        dn -> {
                            addPolicy(age);
                            setAt(dn, Instant.EPOCH);
                        },
                        this::removePolicy));
    }

    /** The server keeps the time itself, unless its rules are relaxed. */
    private void setAt(String dn, Instant time) throws LDAPException {
        ModifyRequest request =
                new ModifyRequest(
                        dn,
                        new Modification(
                                ModificationType.REPLACE,
                                "pwdChangedTime",
                                StaticUtils.encodeGeneralizedTime(time.toEpochMilli())));
        request.addControl(new Control("1.3.6.1.4.1.4203.666.5.12", true));
        try (LDAPConnection administrator = administrator()) {
            administrator.modify(request);
        }
    }

    void addPolicy(Attribute... rules) throws LDAPException {
        try (LDAPConnection administrator = administrator()) {
            administrator.add(POLICIES, new Attribute("objectClass", "organizationalUnit"));
            administrator.add(
                    POLICY,
                    new Attribute("objectClass", "applicationProcess", "pwdPolicy"),
                    new Attribute("pwdAttribute", "userPassword"));
            for (Attribute rule : rules) {
                administrator.modify(
                        POLICY,
                        new Modification(
                                ModificationType.ADD, rule.getName(), rule.getRawValues()));
            }
        }
    }

    void removePolicy() throws LDAPException {
        try (LDAPConnection administrator = administrator()) {
            administrator.delete(POLICY);
            administrator.delete(POLICIES);
        }
    }
}
