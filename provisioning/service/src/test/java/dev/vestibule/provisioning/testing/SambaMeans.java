package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.ldap.SambaServer;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.MustChange;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/** Active Directory, by LDAP and by {@code samba-tool}. */
record SambaMeans(SambaServer server, DirectoryConfig gateway) implements ContainerMeans {
    private static final String NORMAL = "512";

    @Override
    public LDAPConnection connect() throws LDAPException {
        try {
            return new LDAPConnection(
                    new SSLUtil(
                                    new PEMFileTrustManager(
                                            Objects.requireNonNull(gateway.trustedCertificates())
                                                    .toFile()))
                            .createSSLSocketFactory(),
                    gateway.urls().getFirst().getHost(),
                    gateway.urls().getFirst().getPort());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing in its schema is unique but names and identifiers of its own. */
    @Override
    public boolean linksAreUnique() {
        return false;
    }

    @Override
    public Attribute password(String password) {
        return new Attribute(
                "unicodePwd", ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE));
    }

    /** A domain has one from the beginning, and says only that a password breaks it. */
    @Override
    public PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(() -> {}, () -> {}, Reason.TOO_WEAK);
    }

    @Override
    public URI plainUrl() {
        return URI.create(server.plainUrl());
    }

    /** It has no referrals to give to searches: a domain that is not its own is not there. */
    @Override
    public Disturbance referral(String url) {
        return new Disturbance(new Reconfigured(gateway).base("dc=elsewhere,dc=org"), () -> {});
    }

    @Override
    public List<Lockout> ownLockouts() {
        return List.of(
                new Lockout(
                        "samba-tool user disable",
                        AccountState.disabled("userAccountControl"),
                        dn -> server.run("samba-tool", "user", "disable", name(dn)),
                        dn -> server.run("samba-tool", "user", "enable", name(dn))),
                new Lockout(
                        "userAccountControl: 514",
                        AccountState.disabled("userAccountControl"),
                        dn -> control(dn, "514"),
                        dn -> control(dn, NORMAL)),
                new Lockout(
                        "accountExpires",
                        AccountState.disabled("accountExpires"),
                        dn -> replace(dn, "accountExpires", "132000000000000000"),
                        dn -> replace(dn, "accountExpires", "0")),
                new Lockout(
                        "wrong passwords",
                        AccountState.locked("lockoutTime"),
                        this::lockByGuesses,
                        this::unlock));
    }

    @Override
    public List<ForcedStanding> standings() {
        return List.of(
                new ForcedStanding(
                        "pwdLastSet: 0",
                        MustChange.class,
                        dn -> replace(dn, "pwdLastSet", "0"),
                        () -> {}));
    }

    @Override
    public void allowChanges() throws LDAPException {
        replace(OpenLdapServer.BASE, "minPwdAge", "0");
    }

    private static String name(String dn) {
        return dn.substring("cn=".length(), dn.indexOf(','));
    }

    private void control(String dn, String value) throws LDAPException {
        replace(dn, "userAccountControl", value);
    }

    private void lockByGuesses(String dn) throws LDAPException {
        replace(OpenLdapServer.BASE, "lockoutThreshold", "2");
        setPassword(dn, "Right-password-1");
        guess(dn);
    }

    private void unlock(String dn) throws LDAPException {
        replace(OpenLdapServer.BASE, "lockoutThreshold", "0");
        replace(dn, "lockoutTime", "0");
    }

    private void replace(String dn, String attribute, String value) throws LDAPException {
        change(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }
}
