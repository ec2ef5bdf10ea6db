package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

/**
 * The link by which an identity finds its account.
 *
 * @param previous the link by {@code sub} that it replaces, null if it is that one
 */
public record SubjectLink(FederatedIdentity current, @Nullable FederatedIdentity previous) {

    /**
     * As the configuration has the connection; by {@code sub} where it has none, as of a factor.
     */
    public static @Nullable SubjectLink of(VerifiedIdentity identity, FlowConfig config) {
        var connection = config.connections().get(identity.connection());
        return connection == null
                ? new SubjectLink(
                        new FederatedIdentity(identity.issuer(), identity.subject()), null)
                : of(identity, connection.provisioning());
    }

    /**
     * By {@code sub}, or by the claim that the connection names. A claim of another name gets an
     * issuer of its own: an issuer has no fragment (OpenID Connect Discovery, section 3), so that
     * no {@code sub} can be equal to the employee number of another user.
     *
     * @return null when the identity has no such claim
     */
    public static @Nullable SubjectLink of(VerifiedIdentity identity, Provisioning provisioning) {
        FederatedIdentity standard = new FederatedIdentity(identity.issuer(), identity.subject());
        String claim = provisioning.trust().subject();
        if (claim.equals(Provisioning.STANDARD_SUBJECT)) {
            return new SubjectLink(standard, null);
        }
        String value = text(identity.claims().values().get(claim));
        return value == null
                ? null
                : new SubjectLink(
                        new FederatedIdentity(identity.issuer() + "#" + claim, value), standard);
    }

    /** Whole numbers only: the others have more than one text form. */
    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text when !text.isBlank() -> text;
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case null, default -> null;
        };
    }
}
