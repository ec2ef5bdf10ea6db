/**
 * What the gateway keeps in a directory: the schema, its names, and the tree that it needs. Nothing
 * here opens a connection, and no LDAP library is used.
 */
@NullMarked
package dev.vestibule.ldap;

import org.jspecify.annotations.NullMarked;
