@NullMarked
package dev.vestibule.provisioning.ldap;

import org.jspecify.annotations.NullMarked;
