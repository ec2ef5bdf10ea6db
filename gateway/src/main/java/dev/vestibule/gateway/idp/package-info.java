/** The contract between the login and the protocols of identity providers. */
@NullMarked
package dev.vestibule.gateway.idp;

import org.jspecify.annotations.NullMarked;
