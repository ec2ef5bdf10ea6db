package dev.vestibule.gateway;

import dev.vestibule.provisioning.api.PreparationReply.DirectoryPrepared;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Outcome;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.api.ProvisioningFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Prints the LDIF that prepares a directory, or applies it. */
@Command(
        name = "init",
        description =
                "Prints the LDIF that gives the directory schema, tree, account, indexes and"
                        + " rights; with --apply, writes what can be written over LDAP.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule directory init --config /etc/vestibule --for openldap > prepare.ldif",
            "  vestibule directory init --config /etc/vestibule --apply \\",
            "    --bind-dn 'cn=Directory Manager' --bind-password-file ./manager"
        })
final class DirectoryInitCommand implements Callable<Integer> {
    private static final Set<String> SERVERS =
            Set.of("", "openldap", "389ds", "active-directory", "other");

    @Spec private CommandSpec spec;
    @Mixin private final DirectoryOptions options = new DirectoryOptions();

    @Option(
            names = "--for",
            paramLabel = "SERVER",
            defaultValue = "",
            description =
                    "openldap, 389ds, active-directory or other; the server is asked when it is not"
                            + " given.")
    private String server;

    @Option(names = "--apply", description = "Write it. What is there already stays as it is.")
    private boolean apply;

    @Override
    public Integer call() {
        if (!SERVERS.contains(server)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid --for: expected openldap, 389ds, active-directory or other.");
        }
        DirectoryAccess access = DirectoryAccess.of(options, spec.commandLine());
        PrepareDirectory command =
                new PrepareDirectory(
                        server,
                        List.copyOf(DirectoryNeeds.of(access.config()).dynamic().keySet()),
                        apply);
        try (DirectoryTools tools = access.open()) {
            return switch (tools.prepare(command)) {
                case DirectoryPrepared(var steps) -> print(steps);
                case ProvisioningFailure failure ->
                        throw DirectoryCheckCommand.unreachable(failure);
            };
        }
    }

    private int print(List<PreparedStep> steps) {
        PrintWriter out = spec.commandLine().getOut();
        steps.forEach(step -> out.print(text(step)));
        out.flush();
        boolean left = steps.stream().anyMatch(step -> step.outcome() == Outcome.BY_HAND);
        return (left ? ExitCode.PROBLEMS : ExitCode.FINE).code();
    }

    private static String text(PreparedStep step) {
        return switch (step.outcome()) {
            case PLANNED -> "# " + step.title() + "\n" + step.ldif() + "\n";
            case PRESENT -> "present  " + step.title() + "\n";
            case APPLIED -> "applied  " + step.title() + "\n";
            case BY_HAND ->
                    "by hand  %s\n         %s As the server's administrator:\n\n%s\n"
                            .formatted(step.title(), step.detail(), step.ldif());
        };
    }
}
