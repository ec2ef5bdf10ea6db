package dev.vestibule.provisioning.account;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisioningFailure.AttributeRejected;
import dev.vestibule.provisioning.api.VerifiedPerson;
import dev.vestibule.provisioning.ldap.Refusal;

import org.jspecify.annotations.Nullable;

/**
 * Who was verified, as entries name them.
 *
 * @param link issuer, one space, subject
 * @param previous the older link that this one takes the place of, null when there is none
 */
public record FederatedLink(String connection, String link, @Nullable String previous) {

    /** Checks who the command is about. */
    static FederatedLink of(VerifiedPerson person) throws Refusal {
        if (person.connection().isBlank() || person.connection().indexOf(' ') >= 0) {
            throw Refusal.rejected("connection", "is not an id");
        }
        FederatedIdentity previous = person.previous();
        return new FederatedLink(
                person.connection(),
                link(person.identity()),
                previous == null ? null : link(previous));
    }

    /** An issuer is a URL, so the first space is where it ends. */
    public static String link(FederatedIdentity identity) throws Refusal {
        String link = identity.issuer() + " " + identity.subject();
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
}
