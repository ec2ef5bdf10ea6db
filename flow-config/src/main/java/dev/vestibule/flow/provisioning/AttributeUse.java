package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import java.util.Locale;
import java.util.Set;

/** What may be done with which attribute of an account's entry. */
final class AttributeUse {
    /** Never written from claims, but an account may be found by them. */
    private static final Set<String> NAMES_OF_ACCOUNTS =
            Set.of("uid", "samaccountname", "userprincipalname");

    /** Attributes that several users share, in small letters; no account is found by them. */
    private static final Set<String> SHARED =
            Types.wordsOf(
                    """
                    c carlicense cn commonname company department departmentnumber description
                    displayname employeetype facsimiletelephonenumber gecos gidnumber givenname gn
                    homephone initials l manager mobile name o ou postaladdress postalcode
                    preferredlanguage roomnumber sn st street surname telephonenumber title
                    """);

    /**
     * Attributes that users may decide themselves. No account is found by them, apps do not trust
     * them, and no access rule should use them.
     */
    static final String OWN =
            """
            cn, displayName, facsimileTelephoneNumber, givenName, homePhone, homePostalAddress,
            initials, l, mobile, pager, postalAddress, postalCode, preferredLanguage, roomNumber,
            sn, st, street, telephoneNumber, title\
            """;

    private static final Set<String> OWN_NAMES = Types.wordsOf(OWN);

    private AttributeUse() {}

    /** Whether a user may be asked for it. */
    static boolean isOwn(String attribute) {
        return OWN_NAMES.stream().anyMatch(attribute::equalsIgnoreCase);
    }

    /** Whether an account may be looked for by it. */
    static boolean isIdentifying(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return LdapTypes.isAttribute(attribute)
                && (NAMES_OF_ACCOUNTS.contains(name) || !ReservedAttributes.contains(name))
                && !SHARED.contains(name);
    }
}
