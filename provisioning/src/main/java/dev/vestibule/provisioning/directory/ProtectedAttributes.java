package dev.vestibule.provisioning.directory;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What decides who somebody is, what they may do, whether they may sign in, or how the entry is
 * named, on any of the servers. Claims never write it, whatever the mapping says.
 */
final class ProtectedAttributes {

    /** In small letters. */
    private static final Set<String> NAMES =
            Set.of(
                    "accountexpires",
                    "accountunlocktime",
                    "aci",
                    "admincount",
                    "altsecurityidentities",
                    "authpassword",
                    "createtimestamp",
                    "creatorsname",
                    "dbcspwd",
                    "distinguishedname",
                    "entrydn",
                    "entryuuid",
                    "iscriticalsystemobject",
                    "ismemberof",
                    "lockouttime",
                    "member",
                    "memberof",
                    "memberuid",
                    "memberurl",
                    "modifiersname",
                    "modifytimestamp",
                    "msds-allowedtoactonbehalfofotheridentity",
                    "msds-allowedtodelegateto",
                    "msds-keycredentiallink",
                    "ntsecuritydescriptor",
                    "objectclass",
                    "objectguid",
                    "objectsid",
                    "primarygroupid",
                    "ref",
                    "roleoccupant",
                    "samaccountname",
                    "samaccounttype",
                    "serviceprincipalname",
                    "shadowexpire",
                    "sidhistory",
                    "uid",
                    "unicodepwd",
                    "uniquemember",
                    "useraccountcontrol",
                    "userpassword",
                    "userprincipalname");

    /**
     * Ours, the password policies of OpenLDAP and of 389 Directory Server with its roles and locks,
     * Samba's hashes, and Kerberos.
     */
    private static final List<String> PREFIXES =
            List.of(
                    "vestibule",
                    "pwd",
                    "password",
                    "nsaccount",
                    "nsrole",
                    "nsmanaged",
                    "sambalmpassword",
                    "sambantpassword",
                    "krb");

    private ProtectedAttributes() {}

    static boolean contains(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
