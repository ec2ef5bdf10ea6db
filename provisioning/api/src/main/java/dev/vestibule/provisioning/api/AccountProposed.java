package dev.vestibule.provisioning.api;

/**
 * Answer to {@link ProvisionUser}: nothing was written; the page must ask the user first.
 *
 * @param username free a moment ago; or the account's own, if it exists already
 * @param lacksPassword whether the account exists and only its password is missing, because the
 *     login that added it ended before it had one
 */
public record AccountProposed(String commandId, String username, boolean lacksPassword)
        implements ProvisioningReply {

    /** Without the username, which may be an email address. */
    @Override
    public String toString() {
        return "AccountProposed[commandId=%s, lacksPassword=%s]"
                .formatted(commandId, lacksPassword);
    }
}
