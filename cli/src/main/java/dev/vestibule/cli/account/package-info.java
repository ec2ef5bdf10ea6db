/**
 * {@code vestibule account}: shows, lists, exports and changes accounts. Start with {@link
 * dev.vestibule.cli.account.AccountCommand}, the list of the subcommands, each a {@code *Command}
 * class that extends {@code AccountTask}. {@code AccountConsole} starts provisioning alone for one
 * of them, {@code ConsoleRecords} the audit log and the hand-over to the webhooks; {@code
 * FolderOwners} continues as the owner of the folders when root calls. {@code AccountFormat} and
 * {@code AccountPrinting} print.
 */
@NullMarked
package dev.vestibule.cli.account;

import org.jspecify.annotations.NullMarked;
