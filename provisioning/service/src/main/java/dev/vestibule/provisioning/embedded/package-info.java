/**
 * A directory inside the process, for trials and small sites. The composition root starts it; LDAP
 * clients call it over its port.
 *
 * <p>Begin at {@link dev.vestibule.provisioning.embedded.EmbeddedDirectory}, which builds the
 * parts. {@code ConnectionHandler} answers the requests of one connection: it asks {@code
 * AccessRules}, {@code PermittedControls} and {@code SimpleBinds}, and hands writes to {@code
 * DirectoryContent}. That carries a write out in the in-memory server of the LDAP SDK, lets {@code
 * ChangeTracker} find out what it did, and writes it to the {@code ChangeLog} before it answers.
 * {@code Replay} reads the log at the start. {@code Memberships} keeps the members of groups beside
 * the entries, so that a large group costs no more than a small one; {@code MembershipSearch},
 * {@code MembershipFilters} and {@code MembershipControls} let clients see them as if they were in
 * the entries. {@code PasswordHasher} and its neighbours keep passwords.
 */
@NullMarked
package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.NullMarked;
