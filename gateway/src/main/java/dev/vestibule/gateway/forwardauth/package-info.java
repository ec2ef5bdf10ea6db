/**
 * Forward-auth: a proxy that passes the requests to an app itself asks the gateway about each, at
 * {@code /.vestibule/verify} of any host. {@code http.TargetHandler} calls {@link
 * dev.vestibule.gateway.forwardauth.ForwardAuthHandler}; begin reading there. {@code
 * OriginalRequest} reads what the question is about from the fields that the proxy sets, {@code
 * Form} is the form of answer that it understands. The decision is that of {@link
 * dev.vestibule.gateway.access.Gatekeeper}, and the identity is written by {@link
 * dev.vestibule.gateway.proxy.ForwardedIdentity}: both are those of proxied requests.
 */
@NullMarked
package dev.vestibule.gateway.forwardauth;

import org.jspecify.annotations.NullMarked;
