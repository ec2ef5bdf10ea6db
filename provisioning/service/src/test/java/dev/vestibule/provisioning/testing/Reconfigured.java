package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import java.net.URI;
import java.util.List;

/** The configuration of a directory that is used in another way. */
public record Reconfigured(DirectoryConfig config) {

    /** With what is ours in other attributes. */
    public DirectoryConfig keptIn(MetadataMapping metadata) {
        return of(config.containers().base(), config.containers().people(), metadata);
    }

    /** With another container of people, relative to the base. */
    DirectoryConfig people(String container) {
        return of(config.containers().base(), container, config.kind().metadata());
    }

    /** With another base. */
    DirectoryConfig base(String base) {
        return of(base, config.containers().people(), config.kind().metadata());
    }

    /** Under other limits. */
    public DirectoryConfig within(DirectoryLimits limits) {
        return new DirectoryConfig(
                config.urls(),
                config.login(),
                config.containers(),
                limits,
                config.trustedCertificates(),
                config.kind());
    }

    /** Reached under other URLs. */
    public DirectoryConfig at(List<URI> urls) {
        return new DirectoryConfig(
                urls,
                config.login(),
                config.containers(),
                config.limits(),
                config.trustedCertificates(),
                config.kind());
    }

    private DirectoryConfig of(String base, String people, MetadataMapping metadata) {
        return new DirectoryConfig(
                config.urls(),
                new DirectoryConfig.Login(config.login().dn(), config.login().password()),
                new DirectoryConfig.Containers(
                        base,
                        people,
                        config.containers().groups(),
                        config.containers().otherPeople()),
                config.limits(),
                config.trustedCertificates(),
                new DirectoryConfig.Kind(
                        config.kind().type(), metadata, config.kind().nestedGroups()));
    }
}
