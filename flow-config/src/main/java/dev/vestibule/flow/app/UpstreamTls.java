package dev.vestibule.flow.app;

import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * How the gateway and an upstream recognise each other. The files are read at every new connection,
 * so that a changed one is used without a reload.
 *
 * @param upstreamCa PEM file with the authorities that the upstream's certificate may come from;
 *     null trusts those of the Java runtime
 * @param upstreamCertificate null where the upstream wants no certificate
 */
@KeyTable(
        """
        How the gateway and the application recognise each other.
        | upstream-ca | those of the Java runtime | a PEM file with the authorities that the
          certificate of an `https` upstream may come from.
        | upstream-certificate | none | the certificate that the gateway shows to an `https` upstream.
        """)
public record UpstreamTls(
        @Nullable Path upstreamCa, @Nullable ClientCertificate upstreamCertificate) {
    /** The usual authorities, and no certificate. */
    public static final UpstreamTls STANDARD = new UpstreamTls(null, null);

    static final Section<UpstreamTls> SECTION = Section.of(UpstreamTls.class);

    /** Whether files are read. */
    public boolean isOwn() {
        return upstreamCa != null || upstreamCertificate != null;
    }

    /** A certificate and its key, as PEM files. */
    @KeyTable(
            """
            The certificate that the gateway shows to the application.
            | certificate | **required** | a PEM file with the certificate, and those of the
              authorities between it and the root.
            | key | **required** | a PEM file with its private key.
            """)
    public record ClientCertificate(Path certificate, Path key) {}
}
