/** A directory inside the process, served over LDAP and kept in a journal. */
@NullMarked
package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.NullMarked;
