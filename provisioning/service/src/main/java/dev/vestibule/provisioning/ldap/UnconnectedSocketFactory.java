package dev.vestibule.provisioning.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/** Sockets for the LDAP library, which connects them itself and asks for no others. */
final class UnconnectedSocketFactory extends SocketFactory {
    private final Source source;

    /** Where the sockets come from. */
    interface Source {
        Socket socket() throws IOException;
    }

    UnconnectedSocketFactory(Source source) {
        this.source = source;
    }

    @Override
    public Socket createSocket() throws IOException {
        return source.socket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("The LDAP library connects its sockets itself.");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        return createSocket(host, port);
    }
}
