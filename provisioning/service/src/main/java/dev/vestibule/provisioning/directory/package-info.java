/** Accounts and groups as LDAP entries: find, add, diff and modify. */
@NullMarked
package dev.vestibule.provisioning.directory;

import org.jspecify.annotations.NullMarked;
