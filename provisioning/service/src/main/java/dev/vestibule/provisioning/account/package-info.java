/**
 * What an account is, as its entry says, and what a command wants of it.
 *
 * <p>{@link dev.vestibule.provisioning.account.AccountFinder} finds entries, {@link
 * dev.vestibule.provisioning.account.AccountEntry} reads one, {@link
 * dev.vestibule.provisioning.account.AccountStates} tells whether it is disabled or locked. {@link
 * dev.vestibule.provisioning.account.DesiredAccount} is a command that has passed our own rules
 * ({@code AttributeRules}, {@code SchemaEquality}, {@code SchemaSyntax}). {@code SyncState} is the
 * format of what the entry remembers about values that the gateway wrote.
 *
 * <p>Called by {@code group}, {@code credential}, {@code link}, {@code merge} and {@code
 * administration}. Nothing here writes to the directory. Begin with {@code AccountEntry} and {@code
 * DesiredAccount}.
 */
@NullMarked
package dev.vestibule.provisioning.account;

import org.jspecify.annotations.NullMarked;
