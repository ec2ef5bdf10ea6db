/**
 * What a client may cost before and while a handler serves it: connections, bytes and time. Begin
 * with {@link dev.vestibule.gateway.inbound.ClientConnection}, which watches one connection; {@link
 * dev.vestibule.gateway.inbound.Admission} holds what all connections share, and {@link
 * dev.vestibule.gateway.inbound.ClientConnections} puts both into the pipeline of a server. A
 * connection on which {@code ProtocolSwitch} finds HTTP/2 has {@code ClientStreams}: {@code
 * StreamCodec} turns each stream into messages of HTTP/1.1, and {@code ClientStream} watches it.
 */
@NullMarked
package dev.vestibule.gateway.inbound;

import org.jspecify.annotations.NullMarked;
