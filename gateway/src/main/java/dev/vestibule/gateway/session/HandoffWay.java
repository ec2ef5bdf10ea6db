package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Tokens;

/**
 * What hand-offs are made of.
 *
 * @param tokens makes the codes
 * @param logins knows where apps are found
 */
public record HandoffWay(LoginRedirect logins, Tokens tokens) {}
