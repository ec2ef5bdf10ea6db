package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

/** The configuration of a directory that is used in another way. */
public record Reconfigured(DirectoryConfig config) {

    /** With what is ours in other attributes. */
    public DirectoryConfig keptIn(MetadataMapping metadata) {
        return of(config.base(), config.people(), metadata);
    }

    /** With another container of people, relative to the base. */
    DirectoryConfig people(String container) {
        return of(config.base(), container, config.metadata());
    }

    /** With another base. */
    DirectoryConfig base(String base) {
        return of(base, config.people(), config.metadata());
    }

    private DirectoryConfig of(String base, String people, MetadataMapping metadata) {
        return new DirectoryConfig(
                config.urls(),
                new DirectoryConfig.Login(config.bindDn(), config.bindPassword()),
                new DirectoryConfig.Containers(base, people, config.groups(), config.otherPeople()),
                config.limits(),
                config.trustedCertificates(),
                new DirectoryConfig.Kind(config.type(), metadata, config.nestedGroups()));
    }
}
