package dev.vestibule.provisioning.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/** Sockets for the LDAP library, which connects them itself and asks for no others. */
abstract class UnconnectedSocketFactory extends SocketFactory {
    private static final String CONNECTED_LATER = "The LDAP library connects its sockets itself.";

    @Override
    public abstract Socket createSocket() throws IOException;

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException(CONNECTED_LATER);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException(CONNECTED_LATER);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException(CONNECTED_LATER);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException(CONNECTED_LATER);
    }
}
