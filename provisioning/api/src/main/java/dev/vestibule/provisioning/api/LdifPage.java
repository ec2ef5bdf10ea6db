package dev.vestibule.provisioning.api;

/**
 * Some accounts of an {@link ExportAccounts}.
 *
 * @param ldif content records (RFC 2849) without the line that names the version, each followed by
 *     an empty line
 */
public record LdifPage(int accounts, String ldif) {

    /** Without values, so that no log can carry them. */
    @Override
    public String toString() {
        return "LdifPage[accounts=%d]".formatted(accounts);
    }
}
