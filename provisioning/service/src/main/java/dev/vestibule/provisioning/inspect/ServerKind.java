package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.RootDSE;

import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.stream.Stream;

/** The servers whose configuration is known here. */
enum ServerKind {
    OPENLDAP("openldap", "OpenLDAP"),
    DS_389("389ds", "389 Directory Server"),
    ACTIVE_DIRECTORY("active-directory", "Active Directory"),
    OTHER("other", "A server of another kind");

    private final String word;
    private final String title;

    ServerKind(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The entry that a database usually has in the server's own configuration. */
    String usualDatabase() {
        return switch (this) {
            case OPENLDAP -> "olcDatabase={1}mdb,cn=config";
            case DS_389 -> "cn=userroot,cn=ldbm database,cn=plugins,cn=config";
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** The kind that {@code --for} names. */
    static @Nullable ServerKind named(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst().orElse(null);
    }

    /** The kind that the configuration names. */
    static ServerKind of(DirectoryType type) {
        return switch (type) {
            case OPENLDAP -> OPENLDAP;
            case DS_389 -> DS_389;
            case ACTIVE_DIRECTORY -> ACTIVE_DIRECTORY;
            case EMBEDDED -> OTHER;
        };
    }

    static ServerKind of(RootDSE root) {
        if (root.hasObjectClass("OpenLDAProotDSE")) {
            return OPENLDAP;
        }
        String vendor = root.getVendorName();
        if (vendor != null && vendor.toLowerCase(Locale.ROOT).contains("389 project")) {
            return DS_389;
        }
        return root.hasAttribute("rootDomainNamingContext") ? ACTIVE_DIRECTORY : OTHER;
    }
}
