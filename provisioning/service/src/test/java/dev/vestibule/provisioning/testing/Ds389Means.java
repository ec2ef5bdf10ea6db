package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.Ds389Server;
import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Expired;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.ExpiresIn;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.GraceLogins;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.MustChange;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** 389 Directory Server, with its own tool {@code dsidm}. */
record Ds389Means(Ds389Server server, DirectoryConfig gateway) implements ContainerMeans {
    private static final String DATABASE = "cn=userroot,cn=ldbm database,cn=plugins,cn=config";
    private static final String SUFFIX = "cn=dc\\3Dexample\\2Cdc\\3Dorg,cn=mapping tree,cn=config";
    private static final String ROLE = "cn=leavers," + OpenLdapServer.BASE;
    private static final AccountState DISABLED = AccountState.disabled("nsAccountLock");

    @Override
    public boolean linksAreUnique() {
        return true;
    }

    @Override
    public PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(
                () -> {
                    configure("passwordMinLength", "12");
                    configure("passwordCheckSyntax", "on");
                },
                () -> configure("passwordCheckSyntax", "off"),
                Reason.TOO_WEAK);
    }

    @Override
    public Disturbance readOnly() throws LDAPException {
        set(DATABASE, "nsslapd-readonly", "on");
        return new Disturbance(gateway, () -> set(DATABASE, "nsslapd-readonly", "off"));
    }

    @Override
    public Disturbance sizeLimit() throws LDAPException {
        set(gateway.login().dn(), "nsSizeLimit", "2");
        return new Disturbance(gateway, () -> set(gateway.login().dn(), "nsSizeLimit", "-1"));
    }

    /** As a server that only has a copy: it sends whoever writes to another. */
    @Override
    public Disturbance referral(String url) throws LDAPException {
        set(SUFFIX, "nsslapd-referral", url + "/" + OpenLdapServer.BASE);
        set(SUFFIX, "nsslapd-state", "referral on update");
        return new Disturbance(gateway, () -> set(SUFFIX, "nsslapd-state", "backend"));
    }

    @Override
    public List<Lockout> ownLockouts() {
        return List.of(
                new Lockout(
                        "dsidm account lock",
                        DISABLED,
                        dn -> dsidm("account", "lock", dn),
                        dn -> dsidm("account", "unlock", dn)),
                new Lockout("dsidm role lock", DISABLED, this::lockByRole, this::leaveRole),
                new Lockout(
                        "wrong passwords",
                        AccountState.locked("accountUnlockTime"),
                        this::lockByGuesses,
                        this::unlock));
    }

    @Override
    public List<ForcedStanding> standings() {
        return List.of(
                new ForcedStanding(
                        "passwordMustChange: on",
                        MustChange.class,
                        dn -> {
                            configure("passwordMustChange", "on");
                            setPassword(dn, "Reset-by-admin-1");
                        },
                        () -> configure("passwordMustChange", "off")),
                new ForcedStanding(
                        "passwordWarning",
                        ExpiresIn.class,
                        dn -> {
                            expiring("passwordWarning", "86400");
                            expire(dn, Instant.now().plusSeconds(3600));
                        },
                        this::neverExpiring),
                new ForcedStanding(
                        "passwordGraceLimit",
                        GraceLogins.class,
                        dn -> {
                            expiring("passwordGraceLimit", "5");
                            expire(dn, Instant.parse("2020-01-01T00:00:00Z"));
                        },
                        this::neverExpiring),
                new ForcedStanding(
                        "passwordExpirationTime",
                        Expired.class,
                        dn -> {
                            expiring("passwordGraceLimit", "0");
                            expire(dn, Instant.parse("2020-01-01T00:00:00Z"));
                        },
                        this::neverExpiring));
    }

    private void expiring(String attribute, String value) throws LDAPException {
        configure("passwordExp", "on");
        configure(attribute, value);
    }

    private void expire(String dn, Instant when) throws LDAPException {
        set(dn, "passwordExpirationTime", StaticUtils.encodeGeneralizedTime(when.toEpochMilli()));
    }

    private void neverExpiring() throws LDAPException {
        configure("passwordExp", "off");
        configure("passwordGraceLimit", "0");
    }

    private void lockByRole(String dn) throws LDAPException {
        try (LDAPConnection administrator = administrator()) {
            if (administrator.getEntry(ROLE, "1.1") == null) {
                dsidm("role", "create-managed", "--cn", "leavers");
            }
        }
        change(dn, new Modification(ModificationType.ADD, "nsRoleDN", ROLE));
        dsidm("role", "lock", ROLE);
    }

    private void leaveRole(String dn) throws LDAPException {
        dsidm("role", "unlock", ROLE);
        change(dn, new Modification(ModificationType.REPLACE, "nsRoleDN"));
    }

    private void lockByGuesses(String dn) throws LDAPException {
        configure("passwordMaxFailure", "2");
        configure("passwordLockout", "on");
        setPassword(dn, "Right-password-1");
        guess(dn);
    }

    private void unlock(String dn) throws LDAPException {
        configure("passwordLockout", "off");
        change(
                dn,
                new Modification(ModificationType.REPLACE, "accountUnlockTime"),
                new Modification(ModificationType.REPLACE, "passwordRetryCount"));
    }

    void configure(String attribute, String value) throws LDAPException {
        set("cn=config", attribute, value);
    }

    private void set(String dn, String attribute, String value) throws LDAPException {
        change(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private void dsidm(String... command) {
        Stream<String> login =
                Stream.of(
                        "dsidm",
                        "-D",
                        administrating().login().dn(),
                        "-w",
                        administrating().login().password().reveal(),
                        "-b",
                        OpenLdapServer.BASE,
                        "ldap://localhost:3389");
        server.run(Stream.concat(login, Stream.of(command)).toArray(String[]::new));
    }
}
