@NullMarked
package dev.vestibule.provisioning.account;

import org.jspecify.annotations.NullMarked;
