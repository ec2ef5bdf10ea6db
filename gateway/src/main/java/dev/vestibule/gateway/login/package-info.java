/** Login transactions and the one dispatcher that carries out the flow's decisions. */
@NullMarked
package dev.vestibule.gateway.login;

import org.jspecify.annotations.NullMarked;
