package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.DirectoryOptions;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The account with which a command reads the server itself, and the connection. */
final class ServerOptions {
    private static final String SCHEME = "ldapi://";

    /** Where packages of OpenLDAP have it; Debian's is the first. */
    private static final List<Path> SOCKETS =
            List.of(
                    Path.of("/run/slapd/ldapi"),
                    Path.of("/var/run/slapd/ldapi"),
                    Path.of("/run/ldapi"),
                    Path.of("/var/run/ldapi"),
                    Path.of("/run/openldap/ldapi"),
                    Path.of("/usr/local/var/run/ldapi"));

    @Mixin private final DirectoryOptions options = new DirectoryOptions();

    @Option(
            names = {"-H", "--url"},
            paramLabel = "URL",
            description =
                    "ldapi:/// or ldapi://%%2Fpath%%2Fof%%2Fsocket: use the server's socket on this"
                            + " machine, as the user that runs the command (SASL EXTERNAL) unless --bind-dn is"
                            + " given.")
    private @Nullable String url;

    Path folder() {
        return options.folder();
    }

    /**
     * The gateway's own account unless another is named.
     *
     * @throws ParameterException when the options contradict each other
     * @throws StartFailure when the server has no socket, or the password cannot be read
     */
    BindIdentity asking(CommandLine command) {
        Path socket = url == null ? null : socket(url, command);
        var administrator = options.administrator(command);
        if (administrator == null) {
            return socket == null ? new BindIdentity.Gateway() : new BindIdentity.LocalUser(socket);
        }
        try {
            DirectoryConfig.requireDn("--bind-dn", administrator.dn());
        } catch (IllegalArgumentException refused) {
            throw StartFailure.because(String.valueOf(refused.getMessage()), refused);
        }
        return new BindIdentity.Account(
                new DirectoryConfig.Login(
                        administrator.dn(),
                        new DirectoryPassword(administrator.password().reveal())),
                socket);
    }

    private static Path socket(String url, CommandLine command) {
        String name = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : "";
        String path = decoded(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        if (!url.startsWith(SCHEME) || (!path.isEmpty() && !path.startsWith("/"))) {
            throw new ParameterException(
                    command,
                    "Invalid --url: expected ldapi:/// or ldapi://%2Fpath%2Fof%2Fsocket;"
                            + " directory.url names any other server.");
        }
        Path socket = path.isEmpty() ? usual() : Path.of(path);
        if (!Files.exists(socket)) {
            throw StartFailure.because(
                    "There is no socket "
                            + socket
                            + "; check that slapd runs and serves ldapi:///, or name the socket as"
                            + " ldapi://%2Fpath%2Fof%2Fsocket.");
        }
        return socket;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "?";
        }
    }

    private static Path usual() {
        return SOCKETS.stream().filter(Files::exists).findFirst().orElse(SOCKETS.getFirst());
    }
}
