package dev.vestibule.provisioning.ldap;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets with a time limit for the TLS handshake: the LDAP library limits the connection before it
 * and the answers after it, but not the handshake.
 */
final class HandshakeTimeoutSocketFactory extends UnconnectedSocketFactory {
    private final SSLSocketFactory sockets;
    private final Duration timeout;

    /**
     * @param timeout for each message of the handshake; the library sets its own time for answers
     */
    HandshakeTimeoutSocketFactory(SSLSocketFactory sockets, Duration timeout) {
        this.sockets = sockets;
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = sockets.createSocket();
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        return socket;
    }
}
