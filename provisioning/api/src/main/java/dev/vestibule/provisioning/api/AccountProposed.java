package dev.vestibule.provisioning.api;

/**
 * Answer to {@link ProvisionUser}: nothing was written, the person is to be asked first.
 *
 * @param username free a moment ago; or the account's own, where it is there already
 * @param lacksPassword whether the account is there and only its password is missing, as the login
 *     that added it ended before it had one
 */
public record AccountProposed(String commandId, String username, boolean lacksPassword)
        implements ProvisioningReply {

    /** Without the username, which may be somebody's address. */
    @Override
    public String toString() {
        return "AccountProposed[commandId=%s, lacksPassword=%s]"
                .formatted(commandId, lacksPassword);
    }
}
