@NullMarked
package dev.vestibule.ldap;

import org.jspecify.annotations.NullMarked;
