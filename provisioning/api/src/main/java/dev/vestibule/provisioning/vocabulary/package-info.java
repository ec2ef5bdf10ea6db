/**
 * The words that the YAML and the service share beside the commands: which server it is ({@link
 * dev.vestibule.provisioning.vocabulary.DirectoryType}), where metadata lies in its entries, how a
 * group has its members, which attributes no mapping may set, what the entry of an account has
 * ({@link dev.vestibule.provisioning.vocabulary.PersonEntry}), how the case of a value is folded,
 * what a password policy says ({@link dev.vestibule.provisioning.vocabulary.PasswordStanding}),
 * which attributes belong to factors, and how text from outside and numbers are shown. {@code
 * flow-config} reads them from the YAML, {@code provisioning} acts on them, and neither has a copy
 * of its own. The words of one command (when a value is synchronised, what happens with an existing
 * account) lie with that command in {@code provisioning.api}.
 */
@NullMarked
package dev.vestibule.provisioning.vocabulary;

import org.jspecify.annotations.NullMarked;
