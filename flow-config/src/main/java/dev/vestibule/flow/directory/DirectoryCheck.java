package dev.vestibule.flow.directory;

import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the settings of the directory against each other. */
public record DirectoryCheck(DirectorySettings directory, Findings findings) {
    private static final String SCHEMA = "directory.schema";

    /** Of one value by the standard (RFC 2798, section 9.1.1; RFC 4519). */
    private static final Set<String> SINGLE =
            Types.wordsOf(
                    """
                    c displayname employeenumber preferreddeliverymethod preferredlanguage
                    """);

    /** Of one value, at least of a user, in Active Directory. */
    private static final Set<String> SINGLE_IN_ACTIVE_DIRECTORY =
            Types.wordsOf(
                    """
                    admindescription comment company department description employeeid
                    employeetype givenname info initials mail mobile pager
                    physicaldeliveryofficename sn title wwwhomepage
                    """);

    /** Adds a problem for everything that is found. */
    public void check() {
        checkType();
        checkReader();
        switch (directory.schema()) {
            case OwnSchema() -> checkOwnSchema();
            case NamedAttributes named -> checkNamed(named);
        }
    }

    private void checkType() {
        boolean embedded = directory.server() instanceof Embedded;
        if (embedded != (directory.type() == DirectoryType.EMBEDDED)) {
            findings.error(
                    "directory.type",
                    embedded ? "a type of an embedded directory" : "embedded without url: embedded",
                    embedded ? "no type beside url: embedded" : "the type of the directory server",
                    embedded
                            ? "Remove type."
                            : "Write the kind of the server, or" + " url: embedded.");
        }
        if (directory.type() == DirectoryType.ACTIVE_DIRECTORY
                && directory.server() instanceof Remote(var urls)
                && !urls.stream().allMatch(url -> "ldaps".equals(url.getScheme()))) {
            findings.error(
                    "directory.url",
                    "Active Directory without TLS, over which it accepts no passwords",
                    "an origin with ldaps",
                    "Write ldaps://, and name the authority of its certificate in directory.ca.");
        }
    }

    private void checkReader() {
        if (directory.bind() instanceof Bind bind
                && directory.server() instanceof Embedded embedded
                && embedded.reader() instanceof Bind reader
                && reader.dn().equalsIgnoreCase(bind.dn())) {
            findings.error(
                    "directory.embedded.reader.dn",
                    "the name of the gateway's own account",
                    "a name of its own",
                    "Name another entry, for example cn=reader,ou=services,"
                            + directory.base()
                            + ".");
        }
    }

    private void checkOwnSchema() {
        if (directory.type() == DirectoryType.ACTIVE_DIRECTORY) {
            findings.error(
                    SCHEMA,
                    "Vestibule's schema in Active Directory",
                    "schema: none",
                    "Write schema: none, and name existing attributes in directory.attributes.");
        }
    }

    private void checkNamed(NamedAttributes named) {
        if (directory.type() == DirectoryType.EMBEDDED) {
            findings.error(
                    SCHEMA,
                    "none for the embedded directory, which has the schema",
                    "schema: vestibule",
                    "Remove schema and attributes.");
        }
        checkNamed("link", named.link());
        checkNamed("provenance", named.provenance());
        checkNamed("grants", named.grants());
        checkNamed("state", named.state());
        if (Stream.of(named.provenance(), named.grants(), named.state())
                .anyMatch(named.link()::equalsIgnoreCase)) {
            findings.error(
                    "directory.attributes.link",
                    "an attribute that stores something else as well",
                    "an attribute of its own",
                    "Name another attribute: the gateway finds accounts by its values.");
        }
    }

    private void checkNamed(String key, String attribute) {
        if (!isSingle(attribute.toLowerCase(Locale.ROOT))) {
            return;
        }
        String path = "directory.attributes." + key;
        String found = attribute + ", which is single-valued";
        if (key.equals("link")) {
            findings.warning(
                    path,
                    found,
                    "an attribute of several values",
                    "An account can have one identity only. Name another attribute if users sign in"
                            + " through several providers.");
        } else {
            findings.error(
                    path,
                    found,
                    "an attribute of several values",
                    "Name another attribute, for example departmentNumber.");
        }
    }

    private boolean isSingle(String name) {
        return SINGLE.contains(name)
                || directory.type() == DirectoryType.ACTIVE_DIRECTORY
                        && SINGLE_IN_ACTIVE_DIRECTORY.contains(name);
    }
}
