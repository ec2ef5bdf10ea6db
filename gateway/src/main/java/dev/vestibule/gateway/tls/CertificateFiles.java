package dev.vestibule.gateway.tls;

import dev.vestibule.flow.gateway.GatewaySettings.Certificate;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the files of one certificate have. */
record CertificateFiles(byte[] chain, byte[] key) {
    /** A name in the certificate's subjectAltName (RFC 6125, section 6.4.4). */
    private static final int DNS_NAME = 2;

    /**
     * Reads them.
     *
     * @throws IOException when one cannot be read
     */
    static CertificateFiles read(Certificate of) throws IOException {
        return new CertificateFiles(
                Files.readAllBytes(of.certificate()), Files.readAllBytes(of.key()));
    }

    /** Whether nothing has changed. */
    boolean sameAs(CertificateFiles other) {
        return Arrays.equals(chain, other.chain) && Arrays.equals(key, other.key);
    }

    /**
     * What serves this certificate: TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
     *
     * @throws IOException when the files are no certificate with its key
     */
    SslContext context() throws IOException {
        try {
            return SslContextBuilder.forServer(
                            new ByteArrayInputStream(chain), new ByteArrayInputStream(key))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(
                            new ApplicationProtocolConfig(
                                    ApplicationProtocolConfig.Protocol.ALPN,
                                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                    ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                            .ACCEPT,
                                    ApplicationProtocolNames.HTTP_2,
                                    ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (IllegalArgumentException malformed) {
            throw new IOException(malformed);
        }
    }

    /**
     * The host names of the certificate, a wildcard among them.
     *
     * @throws IOException when it cannot be read
     */
    List<String> names() throws IOException {
        try {
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(chain));
            List<String> names = new ArrayList<>();
            var alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (Integer.valueOf(DNS_NAME).equals(name.getFirst())) {
                    names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
                }
            }
            return names;
        } catch (CertificateParsingException malformed) {
            throw new IOException(malformed);
        } catch (java.security.cert.CertificateException malformed) {
            throw new IOException(malformed);
        }
    }
}
