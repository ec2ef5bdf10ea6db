package dev.vestibule.flow.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may be done with which attribute of a person's entry. */
final class AttributeNames {

    /** What the gateway or the server decides, in small letters. */
    private static final Set<String> RESERVED =
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
                    "dn",
                    "entrycsn",
                    "entrydn",
                    "entryuuid",
                    "hassubordinates",
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
                    "numsubordinates",
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
                    "structuralobjectclass",
                    "subschemasubentry",
                    "uid",
                    "unicodepwd",
                    "uniquemember",
                    "useraccountcontrol",
                    "userid",
                    "userpassword",
                    "userprincipalname");

    /** Ours, and what password policies, roles, locks and Kerberos of servers are kept in. */
    private static final List<String> RESERVED_PREFIXES =
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

    /** Written by nobody's claims, and still what an account may be found by. */
    private static final Set<String> NAMES_OF_ACCOUNTS =
            Set.of("uid", "samaccountname", "userprincipalname");

    /** What several people have in common, in small letters; no account is found by it. */
    private static final Set<String> SHARED =
            Set.of(
                    "c",
                    "carlicense",
                    "cn",
                    "commonname",
                    "company",
                    "department",
                    "departmentnumber",
                    "description",
                    "displayname",
                    "employeetype",
                    "facsimiletelephonenumber",
                    "gecos",
                    "gidnumber",
                    "givenname",
                    "gn",
                    "homephone",
                    "initials",
                    "l",
                    "manager",
                    "mobile",
                    "name",
                    "o",
                    "ou",
                    "postaladdress",
                    "postalcode",
                    "preferredlanguage",
                    "roomnumber",
                    "sn",
                    "st",
                    "street",
                    "surname",
                    "telephonenumber",
                    "title");

    /**
     * What a person may say of themselves. Nobody is found by it, it is no address that apps trust,
     * and no rule for rights should be made of it.
     */
    private static final List<String> OWN =
            List.of(
                    "cn",
                    "displayName",
                    "facsimileTelephoneNumber",
                    "givenName",
                    "homePhone",
                    "homePostalAddress",
                    "initials",
                    "l",
                    "mobile",
                    "pager",
                    "postalAddress",
                    "postalCode",
                    "preferredLanguage",
                    "roomNumber",
                    "sn",
                    "st",
                    "street",
                    "telephoneNumber",
                    "title");

    private AttributeNames() {}

    /** The attributes that a person may be asked for. */
    static List<String> own() {
        return OWN;
    }

    static boolean isReserved(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Whether an account may be looked for by it. */
    static boolean isIdentifying(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return Names.isAttribute(attribute)
                && (NAMES_OF_ACCOUNTS.contains(name) || !isReserved(name))
                && !SHARED.contains(name);
    }
}
