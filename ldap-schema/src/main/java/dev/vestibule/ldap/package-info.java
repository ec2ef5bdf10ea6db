/**
 * What the gateway keeps in a directory: the schema, its names, and the tree that it needs. Nothing
 * here opens a connection, and no LDAP library is used.
 *
 * <p>Begin reading at {@link dev.vestibule.ldap.SchemaLdif}: the schema in each {@link
 * dev.vestibule.ldap.SchemaForm}, for the command {@code schema} and for the embedded directory.
 * {@code SchemaNames} is generated from the same file. {@link dev.vestibule.ldap.BaseTree} has the
 * entries that must exist before the first account, {@link dev.vestibule.ldap.NeededIndexes} the
 * attributes that logins search for.
 */
@NullMarked
package dev.vestibule.ldap;

import org.jspecify.annotations.NullMarked;
