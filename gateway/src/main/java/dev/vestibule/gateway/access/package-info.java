/**
 * Which app a request is for, and whether it may pass, before any upstream hears of it.
 *
 * <p>The router's first handler calls {@link dev.vestibule.gateway.access.SessionGate} for every
 * request outside the reserved prefix; begin reading there. It and the package {@code forwardauth}
 * ask the one {@link dev.vestibule.gateway.access.Gatekeeper}, and {@link
 * dev.vestibule.gateway.access.SignIns} answers what needs a sign-in; {@link
 * dev.vestibule.gateway.access.FormSignIns} keeps a form until then, and {@link
 * dev.vestibule.gateway.access.SendAgainHandler} shows it. An identity provider begins a sign-in at
 * {@link dev.vestibule.gateway.access.InitiateLogin}. {@link
 * dev.vestibule.gateway.access.RouteTable} finds the {@link dev.vestibule.gateway.access.Route},
 * which is an app with all that can be computed when the configuration is loaded. What passes is an
 * {@link dev.vestibule.gateway.access.AuthorizedRequest}, which the package {@code proxy} demands.
 * {@link dev.vestibule.gateway.access.TargetPlan} and {@link
 * dev.vestibule.gateway.access.HeaderPlan} say how its upstream is asked. {@link
 * dev.vestibule.gateway.access.Readmission} decides again while a stream lasts.
 *
 * <p>It is between {@code session} and {@code proxy}, since forward-auth decides the same without
 * an upstream.
 */
@NullMarked
package dev.vestibule.gateway.access;

import org.jspecify.annotations.NullMarked;
