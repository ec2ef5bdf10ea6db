package dev.vestibule.gateway.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The authorities that certificates of programs may come from. What a proxy has verified is
 * verified again, since proxies are often told to ask for a certificate only.
 *
 * @param certificates of roots, and of those between them and clients
 */
record ClientAuthorities(List<X509Certificate> certificates) {
    /** TLS web client authentication (RFC 5280, section 4.2.1.12). */
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private static final int DIGITAL_SIGNATURE = 0;

    ClientAuthorities {
        certificates = List.copyOf(certificates);
    }

    /**
     * Those of a PEM file.
     *
     * @throws IOException when it cannot be read, or has none
     */
    static ClientAuthorities read(Path file) throws IOException {
        List<X509Certificate> read = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) each);
            }
        } catch (CertificateException malformed) {
            throw new IOException(malformed);
        }
        if (read.isEmpty()) {
            throw new IOException("no certificate");
        }
        return new ClientAuthorities(read);
    }

    /**
     * Verifies a certificate: its time, its usage, and the path to a root whose time has not ended
     * either (RFC 5280, section 6). Whether it was revoked is not asked.
     *
     * @throws CertificateException when it admits no one
     */
    void verify(X509Certificate client, Instant now) throws CertificateException {
        client.checkValidity(Date.from(now));
        boolean[] usage = client.getKeyUsage();
        List<String> purposes = client.getExtendedKeyUsage();
        if (client.getBasicConstraints() >= 0 || certificates.contains(client)) {
            throw new CertificateException("it is that of an authority");
        }
        if (purposes == null
                || !purposes.contains(CLIENT_AUTH)
                || usage != null && !usage[DIGITAL_SIGNATURE]) {
            throw new CertificateException("it is not for client authentication");
        }
        try {
            root(client, now).checkValidity(Date.from(now));
        } catch (CertPathBuilderException _) {
            // Its message names everything that was tried.
            throw new CertificateException("no authority of tokens.certificates.ca vouches for it");
        } catch (CertificateException ended) {
            throw ended;
        } catch (GeneralSecurityException unusable) {
            throw new CertificateException("tokens.certificates.ca cannot be used", unusable);
        }
    }

    private X509Certificate root(X509Certificate client, Instant now)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(client);
        List<X509Certificate> path = new ArrayList<>(certificates);
        path.add(client);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors(), target);
        parameters.setDate(Date.from(now));
        parameters.setRevocationEnabled(false);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(path)));
        var built =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        return built.getTrustAnchor().getTrustedCert();
    }

    /** The roots; without one, those that the file has are trusted by themselves. */
    private Set<TrustAnchor> anchors() {
        List<X509Certificate> roots =
                certificates.stream()
                        .filter(each ->
                                each.getSubjectX500Principal()
                                        .equals(each.getIssuerX500Principal()))
                        .toList();
        return (roots.isEmpty() ? certificates : roots)
                .stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
    }
}
