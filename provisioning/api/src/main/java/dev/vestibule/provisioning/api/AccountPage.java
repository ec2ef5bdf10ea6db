package dev.vestibule.provisioning.api;

import java.util.List;

/** Some of the accounts that {@link ListAccounts} asked for. */
public record AccountPage(List<AccountDetails> accounts) {
    public AccountPage {
        accounts = List.copyOf(accounts);
    }
}
