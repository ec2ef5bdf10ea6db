package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.NeededIndexes;
import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The LDIF that gives a server what the gateway needs; empty where LDIF cannot.
 *
 * @param database the server's own entry for the database of the base
 * @param slapd the configuration of an OpenLDAP; of other servers it is not looked at
 */
record LdifTemplates(
        ServerKind kind, DirectoryConfig gateway, String database, SlapdConfiguration slapd) {

    private static final UnaryOperator<String> OLC =
            kind -> "olc" + kind.replaceFirst("^a", "A").replaceFirst("^o", "O");

    /** Of a server that was not asked. */
    static LdifTemplates unseen(ServerKind kind, DirectoryConfig gateway) {
        return new LdifTemplates(
                kind, gateway, kind.usualDatabase(), SlapdConfiguration.ofDebian());
    }

    /** Whether the server's configuration was not seen, and is taken for the usual one. */
    boolean hasSupposedConfiguration() {
        return kind == ServerKind.OPENLDAP && !slapd.seen();
    }

    private Ds389Plan ds389() {
        return new Ds389Plan(gateway, database);
    }

    SlapdPlan openLdap() {
        return new SlapdPlan(gateway, slapd);
    }

    /**
     * Every step; one whose LDIF is empty is there already.
     *
     * @param schema what the server has; null where it was not seen
     */
    List<PreparedStep> steps(@Nullable Schema schema) {
        List<PreparedStep> steps = new ArrayList<>();
        switch (kind) {
            case OPENLDAP -> steps.addAll(openLdap().steps(schema, this));
            case DS_389, ACTIVE_DIRECTORY, OTHER -> {
                steps.addAll(ownSchema(schema));
                add(steps, "indexes", Part.CONFIG, indexes(neededIndexes()));
                add(steps, "uniqueness of links", Part.CONFIG, uniqueness());
                String departures = kind == ServerKind.DS_389 ? Ds389Plan.DEPARTURES : "";
                add(steps, "memberships of deleted accounts", Part.CONFIG, departures);
            }
        }
        add(steps, "tree", Part.DATA, tree());
        if (kind == ServerKind.DS_389) {
            add(steps, "rights of the gateway", Part.DATA, rights());
        }
        return steps;
    }

    private static void add(List<PreparedStep> steps, String title, Part part, String ldif) {
        if (!ldif.isEmpty()) {
            steps.add(PreparedStep.planned(title, part, ldif));
        }
    }

    /** The step that adds our schema, if the configuration wants it. */
    List<PreparedStep> ownSchema(@Nullable Schema schema) {
        return kind == ServerKind.ACTIVE_DIRECTORY
                        || gateway.kind().metadata() instanceof NamedAttributes
                ? List.of()
                : List.of(
                        PreparedStep.planned(
                                "schema", Part.CONFIG, schema(VestibuleSchema.missing(schema))));
    }

    /** What sign-ins and administrators search for by an exact value. */
    List<String> neededIndexes() {
        boolean ours = gateway.kind().metadata() instanceof OwnSchema;
        List<String> own = ours ? NeededIndexes.OWN : List.of(link());
        return Stream.concat(NeededIndexes.STANDARD.stream(), own.stream()).distinct().toList();
    }

    String schema(List<VestibuleSchema> missing) {
        if (missing.isEmpty()) {
            return "";
        }
        boolean all = missing.size() == VestibuleSchema.definitions().size();
        return switch (kind) {
            case OPENLDAP ->
                    all
                            ? changed(SchemaLdif.forServer(SchemaForm.OPENLDAP_CONFIG))
                            : additions(slapd.schema(), OLC, missing);
            case DS_389, OTHER -> additions("cn=schema", UnaryOperator.identity(), missing);
            case ACTIVE_DIRECTORY -> "";
        };
    }

    /** One record for each, so that existing rules do not prevent the others. */
    private static String additions(
            String dn, UnaryOperator<String> kind, List<VestibuleSchema> missing) {
        return missing.stream()
                // A class that is extended replaces the one of before; its number names it.
                .map(each -> Ldif.modify(dn, "add", kind.apply(each.kind()), List.of(each.text())))
                .collect(Collectors.joining("\n"));
    }

    String tree() {
        var places = gateway.containers();
        return changed(BaseTree.of(places.base(), places.people(), places.groups()).toLdif());
    }

    /** Without a word about it, {@code ldapmodify} takes an entry for a modification. */
    private static String changed(String entries) {
        return entries.replaceAll("(?m)^(dn::? .*)$", "$1\nchangetype: add");
    }

    /** The part of the tree that is this entry. */
    String entry(DN dn) {
        String start = "dn: " + dn + "\n";
        return Stream.of(tree().split("\n\n"))
                .filter(entry -> entry.startsWith(start))
                .findFirst()
                .map(entry -> entry.strip() + "\n")
                .orElse("");
    }

    String indexes(List<String> attributes) {
        return switch (kind) {
            case OPENLDAP -> openLdap().indexes(attributes);
            case DS_389 -> ds389().indexes(attributes);
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    String uniqueness() {
        return switch (kind) {
            case OPENLDAP -> openLdap().uniqueness(link());
            case DS_389 -> ds389().uniqueness(link());
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    String rights() {
        return switch (kind) {
            case DS_389 -> ds389().rights();
            case OPENLDAP -> openLdap().rights();
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    /** The directory's name for the attribute that an account is found by. */
    String link() {
        return switch (gateway.kind().metadata()) {
            case OwnSchema() -> SchemaNames.FEDERATED_IDENTITY;
            case NamedAttributes named -> named.link();
        };
    }
}
