/**
 * How the service reaches a directory, whatever its server is.
 *
 * <p>{@link dev.vestibule.provisioning.ldap.LdapConnections} is the bounded pool of bound
 * connections; its servers, their order, sockets and TLS are in {@code LdapServers} and {@code
 * LocalSocket}. {@link dev.vestibule.provisioning.ldap.DirectoryConfig} has the addresses and the
 * account. {@link dev.vestibule.provisioning.ldap.Ldap} is the small set of operations that all
 * other packages use; {@link dev.vestibule.provisioning.ldap.ResultCodes} turns refusals of a
 * server into failures, and {@link dev.vestibule.provisioning.ldap.Refusal} carries one out of
 * straight-line code.
 *
 * <p>Every package of the service calls this one; it calls none of them. Begin with {@code Ldap},
 * then {@code LdapConnections}.
 */
@NullMarked
package dev.vestibule.provisioning.ldap;

import org.jspecify.annotations.NullMarked;
