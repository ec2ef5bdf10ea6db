/**
 * The contract between gateway and provisioning service: all that the gateway knows of directories.
 * Pure Java, without a bus and without LDAP.
 *
 * <p>Begin with {@link Command}: every command is a record that implements it, says in its type
 * parameter what it is answered with, and has that answer nested in it. {@link Reply} is the answer
 * or a {@link Failure}. {@link ProvisionUser} is the command of a login; its parts are {@link
 * GroupGrants}, {@link SyncRules}, {@link NewAccount} and {@link ExistingAccounts}. {@link Account}
 * is what a login sees of an entry, {@link AccountDetails} what an administrator sees. {@link
 * CredentialCommand} has the commands about passwords and factors, {@link ChangeCommand} the one of
 * a step that assigns groups and attributes.
 *
 * <p>The gateway sends commands through its {@code directory.DirectoryClient}, the bus ({@code
 * provisioning.bus}) carries them, and {@code provisioning} has their handlers. A new command is
 * the record, its name in {@code permits}, its handler and its caller: the wire needs nothing.
 */
@NullMarked
package dev.vestibule.provisioning.api;

import org.jspecify.annotations.NullMarked;
