package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/** What the administrator of a server does there, in the server's own way. */
public interface Means {

    /** Name and version of the server. */
    String version();

    /** The directory, used as the gateway does. */
    DirectoryConfig gateway();

    /** The directory, used as its administrator. */
    DirectoryConfig administrating();

    /** A connection of nobody. */
    default LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(
                gateway().urls().getFirst().getHost(), gateway().urls().getFirst().getPort());
    }

    /** The ways to keep somebody out that this kind of server has of its own. */
    List<Lockout> ownLockouts();

    /** Whether the server itself refuses the link of another account. */
    boolean linksAreUnique();

    /** Whether an account can be given some rights and not others. */
    boolean givesRights();

    /** Where the server listens without TLS. */
    default URI plainUrl() {
        return administrating().urls().getFirst();
    }

    /** Null where the server takes every password. */
    @Nullable PasswordPolicy passwordPolicy();

    /** Users may change a password that was set a moment ago. */
    default void allowChanges() throws LDAPException {}

    /** What a policy of the server can say of a right password. */
    default List<ForcedStanding> standings() {
        return List.of();
    }

    /** A server that takes no writes; null where none can be had. */
    default @Nullable Disturbance readOnly() throws LDAPException {
        return null;
    }

    /** A server that returns two entries at most; null where it cannot be limited. */
    default @Nullable Disturbance sizeLimit() throws LDAPException {
        return null;
    }

    /** A container of people that the server says is elsewhere. */
    default Disturbance referral(String url) throws LDAPException {
        String container = "ou=abroad-" + People.freshName() + ",ou=people";
        String dn = container + "," + TestDirectory.BASE;
        try (LDAPConnection administrator = administrator()) {
            administrator.add(
                    dn,
                    new Attribute("objectClass", "top", "referral", "extensibleObject"),
                    new Attribute("ref", url + "/ou=people," + TestDirectory.BASE));
        }
        return new Disturbance(
                new Reconfigured(gateway()).people(container), () -> removeReferral(dn));
    }

    private void removeReferral(String dn) throws LDAPException {
        try (LDAPConnection administrator = administrator()) {
            DeleteRequest request = new DeleteRequest(dn);
            request.addControl(new ManageDsaITRequestControl(true));
            administrator.delete(request);
        }
    }

    /** Stops the server from answering, where that can be done. */
    default boolean freeze() {
        return false;
    }

    /** Lets it answer again. */
    default void thaw() {}

    /** As an administrator sets a password: {@code userPassword}, unless the server differs. */
    default Attribute password(String password) {
        return new Attribute("userPassword", password);
    }

    /** Gives the person a password. */
    default void setPassword(String dn, String password) throws LDAPException {
        Attribute attribute = password(password);
        change(
                dn,
                new Modification(
                        ModificationType.REPLACE, attribute.getName(), attribute.getRawValues()));
    }

    /** What a bind of this person ends with. */
    default ResultCode bind(String dn, String password) throws LDAPException {
        try (LDAPConnection connection = connect()) {
            return connection.bind(dn, password).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }

    /** Changes an entry as the administrator. */
    default void change(String dn, Modification... modifications) throws LDAPException {
        try (LDAPConnection connection = administrator()) {
            connection.modify(dn, modifications);
        }
    }

    /** A connection of the administrator. */
    default LDAPConnection administrator() throws LDAPException {
        DirectoryConfig config = administrating();
        LDAPConnection connection = connect();
        connection.bind(config.login().dn(), config.login().password().reveal());
        return connection;
    }

    /** Our own flag, wherever the directory keeps it. */
    default Lockout ourFlag() {
        Modification[] steps =
                switch (administrating().kind().metadata()) {
                    case OwnSchema() ->
                            steps(ModificationType.REPLACE, "vestibuleDisabled", "TRUE", "FALSE");
                    case NamedAttributes named ->
                            steps(
                                    ModificationType.ADD,
                                    named.provenance(),
                                    "vestibuleDisabled: TRUE",
                                    "vestibuleDisabled: TRUE");
                };
        return new Lockout(
                "our own flag",
                AccountState.disabled("vestibuleDisabled"),
                dn -> change(dn, steps[0]),
                dn -> change(dn, steps[1]));
    }

    private static Modification[] steps(
            ModificationType type, String attribute, String on, String off) {
        boolean adding = type.equals(ModificationType.ADD);
        return new Modification[] {
            new Modification(type, attribute, on),
            new Modification(adding ? ModificationType.DELETE : type, attribute, off)
        };
    }

    /** An attribute that locks while it has a value. */
    static Lockout attribute(Means means, AccountState state, String attribute, String value) {
        return new Lockout(
                "%s: %s".formatted(attribute, value),
                state,
                dn ->
                        means.change(
                                dn, new Modification(ModificationType.REPLACE, attribute, value)),
                dn -> means.change(dn, new Modification(ModificationType.REPLACE, attribute)));
    }

    /** Tries a wrong password so often that a policy of two attempts locks the account. */
    default void guess(String dn) throws LDAPException {
        for (int attempt = 0; attempt < 3; attempt++) {
            bind(dn, "wrong-Password-" + attempt);
        }
    }
}
