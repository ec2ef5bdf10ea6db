/** The whole line with a real identity provider. */
@NullMarked
package dev.vestibule.demo.keycloak;

import org.jspecify.annotations.NullMarked;
