package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.api.MetadataMapping;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

/** The configuration of a directory that is used in another way. */
public record Reconfigured(DirectoryConfig config) {

    /** With what is ours in other attributes. */
    public DirectoryConfig keptIn(MetadataMapping bookkeeping) {
        return of(config.base(), config.people(), bookkeeping);
    }

    /** With another container of people, relative to the base. */
    DirectoryConfig people(String container) {
        return of(config.base(), container, config.bookkeeping());
    }

    /** With another base. */
    DirectoryConfig base(String base) {
        return of(base, config.people(), config.bookkeeping());
    }

    private DirectoryConfig of(String base, String people, MetadataMapping bookkeeping) {
        return new DirectoryConfig(
                config.urls(),
                new DirectoryConfig.Login(config.bindDn(), config.bindPassword()),
                new DirectoryConfig.Containers(base, people, config.groups(), config.otherPeople()),
                config.limits(),
                config.trustedCertificates(),
                new DirectoryConfig.Kind(config.type(), bookkeeping, config.nestedGroups()));
    }
}
