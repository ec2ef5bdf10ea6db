/**
 * TLS of the public server. {@code Servers} opens {@link
 * dev.vestibule.gateway.tls.ServerCertificates}, and {@code inbound.ClientConnections} puts its
 * handler in front of all others of a connection, so that a handshake is limited as a request is.
 * {@code CertificateFiles} reads one certificate, and {@link
 * dev.vestibule.gateway.tls.HttpsRedirect} answers the clients of the cleartext address.
 */
@NullMarked
package dev.vestibule.gateway.tls;

import org.jspecify.annotations.NullMarked;
