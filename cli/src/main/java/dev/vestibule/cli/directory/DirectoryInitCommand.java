package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.inspect.PrepareDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Prints the LDIF that prepares a directory, or applies it. */
@Command(
        name = "init",
        description =
                "Prints the LDIF for what the directory lacks: schema, tree, account, indexes,"
                        + " rights. With --apply, writes what can be written over LDAP.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule directory init --config /etc/vestibule -H ldapi:/// --apply",
            "  vestibule directory init --config /etc/vestibule --for openldap --part config \\",
            "    > config.ldif",
            "  vestibule directory init --config /etc/vestibule --apply \\",
            "    --bind-dn 'cn=Directory Manager' -W"
        })
final class DirectoryInitCommand implements Callable<Integer> {
    private static final Set<String> SERVERS =
            Set.of("", "openldap", "389ds", "active-directory", "other");

    @Spec private CommandSpec spec;
    @Mixin private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--for",
            paramLabel = "SERVER",
            defaultValue = "",
            description =
                    "openldap, 389ds, active-directory or other; by default the server is asked."
                            + " With this option the gateway's account need not exist yet.")
    private String server;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "ALL",
            description =
                    "config (the server's configuration), data (entries below the base) or all; all"
                            + " is the default.")
    private Shown part;

    @Option(
            names = "--apply",
            description = "Write it. Existing entries and settings stay unchanged.")
    private boolean apply;

    /** Which part is printed. */
    enum Shown {
        CONFIG,
        DATA,
        ALL
    }

    @Override
    public Integer call() {
        checkOptions();
        BindPassword password =
                new BindPassword(
                        new Tokens(GatewayEnvironment.system().random()), spec.commandLine());
        var config = password.load(options.folder());
        var asking = options.asking(spec.commandLine());
        PrepareDirectory command =
                new PrepareDirectory(
                        server,
                        List.copyOf(DirectoryNeeds.of(config).dynamic().keySet()),
                        password.known(),
                        apply);
        DirectoryConfig gateway = DirectoryTools.gateway(config);
        try (DirectoryTools tools = DirectoryTools.start(gateway, asking)) {
            DirectoryPrepared prepared = tools.prepare(command);
            int code = print(prepared, gateway);
            if (makesAccount(prepared, gateway)) {
                password.tell(gateway.login().dn());
            }
            return code;
        }
    }

    private void checkOptions() {
        if (!SERVERS.contains(server)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid --for: expected openldap, 389ds, active-directory or other.");
        }
        if (apply && part != Shown.ALL) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--part and --apply are both given; --apply writes both parts.");
        }
    }

    private boolean makesAccount(DirectoryPrepared prepared, DirectoryConfig gateway) {
        return part != Shown.CONFIG
                && prepared.steps().stream()
                        .filter(step -> step.outcome() != Outcome.PRESENT)
                        .anyMatch(
                                step -> step.ldif().contains("dn: " + gateway.login().dn() + "\n"));
    }

    private int print(DirectoryPrepared prepared, DirectoryConfig gateway) {
        var out = spec.commandLine().getOut();
        if (apply) {
            prepared.steps().forEach(step -> out.print(taken(step)));
        } else {
            PreparationText text = new PreparationText(prepared, gateway.containers().base());
            out.print(
                    switch (part) {
                        case ALL -> text.all();
                        case CONFIG -> text.part(Part.CONFIG);
                        case DATA -> text.part(Part.DATA);
                    });
        }
        out.flush();
        boolean left =
                prepared.steps().stream().anyMatch(step -> step.outcome() == Outcome.BY_HAND);
        return (left ? ExitCode.PROBLEMS : ExitCode.FINE).code();
    }

    private static String taken(PreparedStep step) {
        return switch (step.outcome()) {
            case PLANNED, PRESENT -> "present  " + step.title() + "\n";
            case APPLIED -> "applied  " + step.title() + "\n";
            case BY_HAND ->
                    "by hand  %s\n         %s As the server's administrator:\n\n%s\n"
                            .formatted(step.title(), step.detail(), step.ldif());
        };
    }

    /**
     * The LDIF of a preparation: the server's configuration apart from the entries below the base,
     * each with the command that takes it.
     *
     * @param base DN of the topmost entry
     */
    private record PreparationText(DirectoryPrepared prepared, String base) {

        /** Both parts, the configuration first. */
        String all() {
            return part(Part.CONFIG) + "\n" + part(Part.DATA);
        }

        String part(Part part) {
            List<PreparedStep> steps =
                    prepared.steps().stream().filter(step -> step.part() == part).toList();
            StringBuilder text = new StringBuilder(title(part));
            String unseen =
                    part == Part.CONFIG && !prepared.unseenConfiguration().isEmpty()
                            ? prepared.unseenConfiguration()
                            : prepared.unseen();
            if (!unseen.isEmpty()) {
                text.append("# ").append(unseen).append('\n');
            }
            if (steps.isEmpty()) {
                return text.append("# Nothing is missing.\n").toString();
            }
            text.append("# ").append(how(part)).append('\n');
            if (!unseen.isEmpty()) {
                text.append("# An existing record is refused and changes nothing; with -c")
                        .append(" the others are written.\n");
            }
            steps.forEach(step ->
                    text.append("\n# ").append(step.title()).append('\n').append(step.ldif()));
            return text.toString();
        }

        private static String title(Part part) {
            return switch (part) {
                case CONFIG -> "# Configuration of the server for Vestibule.\n";
                case DATA -> "# Entries for Vestibule.\n";
            };
        }

        private String how(Part part) {
            return switch (prepared.server()) {
                case "openldap" ->
                        part == Part.CONFIG
                                ? "As root on the server: ldapmodify -Y EXTERNAL -H ldapi:/// -f FILE"
                                : "After the configuration, as root on the server: ldapmodify -Y"
                                        + " EXTERNAL -H ldapi:/// -f FILE\n# or anywhere: ldapmodify -x"
                                        + " -D cn=admin,"
                                        + base
                                        + " -W -H URL -f FILE";
                case "389ds" ->
                        (part == Part.CONFIG ? "" : "After the configuration: ")
                                + "ldapmodify -x -D 'cn=Directory Manager' -W -H URL -f FILE";
                case "active-directory" ->
                        "As an administrator of the domain: ldapmodify -x -D DN -W -H ldaps://HOST -f"
                                + " FILE";
                default -> "As the server's administrator: ldapmodify -x -D DN -W -H URL -f FILE";
            };
        }
    }
}
