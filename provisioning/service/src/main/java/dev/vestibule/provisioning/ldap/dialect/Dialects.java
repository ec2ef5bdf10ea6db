package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.FullLDAPInterface;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

/** Chooses what a directory's operations must be translated into. */
public final class Dialects {
    private Dialects() {}

    /** The operations on one connection or pool, in the words of our schema. */
    public static Ldap of(DirectoryConfig config, FullLDAPInterface connection) {
        Ldap pooled = new PooledLdap(connection);
        Ldap directory =
                switch (config.kind().type()) {
                    case OPENLDAP, EMBEDDED -> pooled;
                    case DS_389 -> new Ds389(pooled);
                    case ACTIVE_DIRECTORY -> new ActiveDirectory(pooled);
                };
        var slots = AttributeTranslation.of(config.kind().type(), config.kind().metadata());
        directory = slots.isEmpty() ? directory : TranslatedLdap.of(directory, slots);
        return config.kind().metadata() instanceof NamedAttributes named
                ? new SingleValuedLink(directory, connection, named.link())
                : directory;
    }
}
