package dev.vestibule.cli;

import dev.vestibule.cli.flows.YamlSchemaCommand;
import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.util.Map;

/** Prints the directory schema in the form that a server takes. */
@Command(
        name = "schema",
        description = "Prints the LDAP schema that the directory needs.",
        mixinStandardHelpOptions = true,
        subcommands = YamlSchemaCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule schema > vestibule.ldif",
            "  vestibule schema --for 389ds > 98vestibule.ldif",
            "  vestibule schema yaml > vestibule.schema.json"
        })
final class SchemaCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "SERVER",
            defaultValue = "openldap",
            converter = Server.class,
            description = "openldap (cn=config), slapd.conf, or 389ds; openldap is the default.")
    private SchemaForm form;

    @Override
    public void run() {
        spec.commandLine().getOut().print(SchemaLdif.forServer(form));
        spec.commandLine().getOut().flush();
    }

    /** The usual names of the servers. */
    static final class Server implements ITypeConverter<SchemaForm> {
        private static final Map<String, SchemaForm> FORMS =
                Map.of(
                        "openldap", SchemaForm.OPENLDAP_CONFIG,
                        "slapd.conf", SchemaForm.OPENLDAP_FILE,
                        "389ds", SchemaForm.DS_389);

        @Override
        public SchemaForm convert(String name) {
            SchemaForm form = FORMS.get(name);
            if (form == null) {
                throw new TypeConversionException(
                        "expected openldap, slapd.conf or 389ds, not '" + name + "'");
            }
            return form;
        }
    }
}
