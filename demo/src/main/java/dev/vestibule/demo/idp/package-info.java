/** An identity provider that believes what one types: for trying the gateway out, never for use. */
@NullMarked
package dev.vestibule.demo.idp;

import org.jspecify.annotations.NullMarked;
