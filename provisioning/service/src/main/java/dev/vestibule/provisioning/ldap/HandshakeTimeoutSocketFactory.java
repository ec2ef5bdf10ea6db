package dev.vestibule.provisioning.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets with a time limit for the TLS handshake: the LDAP library limits the connection before it
 * and the answers after it, but not the handshake.
 */
final class HandshakeTimeoutSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final Duration patience;

    /**
     * @param patience for each message of the handshake; the library sets its own time for answers
     */
    HandshakeTimeoutSocketFactory(SSLSocketFactory sockets, Duration patience) {
        this.sockets = sockets;
        this.patience = patience;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return patient(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean close)
            throws IOException {
        return patient(sockets.createSocket(socket, host, port, close));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return patient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        return patient(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return patient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        return patient(sockets.createSocket(host, port, from, fromPort));
    }

    private Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        return socket;
    }
}
