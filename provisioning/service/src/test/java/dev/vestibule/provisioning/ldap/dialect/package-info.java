@NullMarked
package dev.vestibule.provisioning.ldap.dialect;

import org.jspecify.annotations.NullMarked;
