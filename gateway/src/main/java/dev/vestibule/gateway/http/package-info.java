/**
 * What every endpoint needs: request targets, cookies, client addresses, pages and the one place
 * where a failure becomes a response.
 */
@NullMarked
package dev.vestibule.gateway.http;

import org.jspecify.annotations.NullMarked;
