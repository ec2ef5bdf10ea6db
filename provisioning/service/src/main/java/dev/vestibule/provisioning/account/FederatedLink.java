package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;

import org.jspecify.annotations.Nullable;

/**
 * A federated identity as an entry keeps it in {@code vestibuleFederatedIdentity}: issuer, one
 * space, subject. An issuer is a URL, so the first space is where it ends. An account by itself is
 * named in the same form, which no entry keeps.
 */
public final class FederatedLink {
    private static final String OF_ACCOUNT = FederatedIdentity.ACCOUNT_ISSUER + " ";

    private FederatedLink() {}

    /**
     * The value for an identity that an account is linked to.
     *
     * @throws Refusal when issuer or subject is blank, too long or no plain text, and for the
     *     identity of an account by itself
     */
    public static String of(FederatedIdentity identity) throws Refusal {
        if (identity.isOfAccount()) {
            throw new Refusal(
                    new AttributeRejected(
                            SchemaNames.FEDERATED_IDENTITY, "an account is not linked to itself"));
        }
        return leading(identity);
    }

    /**
     * The text for an identity that leads to an account: by a link, or because it is the account by
     * itself.
     *
     * @throws Refusal when issuer or subject is blank, too long or no plain text
     */
    public static String leading(FederatedIdentity identity) throws Refusal {
        String link = text(identity);
        boolean ambiguous =
                identity.issuer().isBlank()
                        || identity.subject().isBlank()
                        || identity.issuer().chars().anyMatch(Character::isWhitespace);
        boolean unusable =
                link.length() > AttributeRules.LONGEST_VALUE / 4
                        || link.chars().anyMatch(Character::isISOControl)
                        || !AttributeRules.wellFormed(link);
        if (ambiguous || unusable) {
            throw new Refusal(
                    new AttributeRejected(
                            SchemaNames.FEDERATED_IDENTITY,
                            "the issuer or subject is blank, too long or not plain text"));
        }
        return link;
    }

    /** The value for an identity that is only looked for. */
    public static String text(FederatedIdentity identity) {
        return identity.issuer() + " " + identity.subject();
    }

    /** The id in the text of an account by itself; null for a link to an identity provider. */
    static @Nullable String accountId(String link) {
        return link.startsWith(OF_ACCOUNT) ? link.substring(OF_ACCOUNT.length()) : null;
    }

    /** Null for a value in another form, which was written by hand. */
    public static @Nullable FederatedIdentity parse(String text) {
        int space = text.indexOf(' ');
        return space <= 0
                ? null
                : new FederatedIdentity(text.substring(0, space), text.substring(space + 1));
    }

    /** Adds the link to an entry. */
    public static Modification adding(String link) {
        return Modifications.add(SchemaNames.FEDERATED_IDENTITY, link);
    }

    /** Removes the link from an entry. */
    public static Modification removing(String link) {
        return Modifications.delete(SchemaNames.FEDERATED_IDENTITY, link);
    }
}
