package dev.vestibule.flow.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may be done with which attribute of a person's entry. */
final class AttributeNames {

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

    /** Whether an account may be looked for by it. */
    static boolean isIdentifying(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return Names.isAttribute(attribute)
                && (NAMES_OF_ACCOUNTS.contains(name) || !ReservedAttributes.contains(name))
                && !SHARED.contains(name);
    }
}
