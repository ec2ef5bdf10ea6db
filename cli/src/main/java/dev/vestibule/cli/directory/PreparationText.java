package dev.vestibule.cli.directory;

import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;

import java.util.List;

/**
 * The LDIF of a preparation: the server's configuration apart from the entries below the base, each
 * with the command that takes it.
 *
 * @param base DN of the topmost entry
 */
record PreparationText(DirectoryPrepared prepared, String base) {

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
        steps.forEach(
                step -> text.append("\n# ").append(step.title()).append('\n').append(step.ldif()));
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
