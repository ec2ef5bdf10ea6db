/**
 * Addresses, as settings and expressions name them. The sections of the YAML read them, and the
 * gateway compares them with what a request brings.
 *
 * <p>Each class is a value that checks itself: {@link dev.vestibule.flow.address.CidrBlock} is a
 * network, {@link dev.vestibule.flow.address.AddressLiteral} reads an address, {@link
 * dev.vestibule.flow.address.ListenAddress} and {@link dev.vestibule.flow.address.HostPort} are
 * places of a server, {@link dev.vestibule.flow.address.EmailAddress} is the address of a user.
 */
@NullMarked
package dev.vestibule.flow.address;

import org.jspecify.annotations.NullMarked;
