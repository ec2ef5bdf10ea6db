package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;

/**
 * Query: the entries of accounts as LDIF, without secrets, page by page.
 *
 * @param pageSize the most accounts of one page
 */
public record ExportAccounts(AccountFilter filter, String pages, int pageSize)
        implements Command.Paged<ExportAccounts.LdifPage> {

    /**
     * Some of the accounts.
     *
     * @param ldif content records (RFC 2849) without the line that names the version, each followed
     *     by an empty line
     */
    public record LdifPage(int accounts, String ldif) {

        /** Without values, so that no log can carry them. */
        @Override
        public String toString() {
            return "LdifPage[accounts=%d]".formatted(accounts);
        }
    }
}
