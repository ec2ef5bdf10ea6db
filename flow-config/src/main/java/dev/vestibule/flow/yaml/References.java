package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:PATH}}.
 *
 * @param folder what a relative path of a file is relative to
 * @param optional whether a reference that leads nowhere is no problem
 * @param standIns the replacement for a secret that cannot be read, by its path in the YAML
 */
public record References(
        Path folder,
        Function<String, @Nullable String> environment,
        Function<String, @Nullable String> standIns,
        boolean optional) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}\\p{Cntrl}]+)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String REMEDY = "Write ${env:NAME} or ${file:PATH}.";
    private static final Pattern NAMED =
            Pattern.compile("(?:[$%][{(]?|env[:.])(?:env[:.])?([A-Z][A-Z0-9_]*)[})%]?");
    private static final Pattern PATH = Pattern.compile("(/[a-z0-9_.-]+){2,}");
    private static final int LARGEST = 65_536;

    /** With references that have to lead somewhere. */
    public References(
            Path folder,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> standIns) {
        this(folder, environment, standIns, false);
    }

    public @Nullable String standIn(String path) {
        return standIns.apply(path);
    }

    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * The reference that was meant where a variable or a file is named in another form, as a shell
     * does; empty for references and for what may be a secret.
     */
    public static Optional<String> meant(String text) {
        Matcher named = NAMED.matcher(text);
        if (named.matches() && !isReference(text)) {
            return Optional.of("${env:" + named.group(1) + "}");
        }
        return PATH.matcher(text).matches()
                ? Optional.of("${file:" + text + "}")
                : Optional.empty();
    }

    /** The value that the reference names. */
    public String resolve(String reference) throws InvalidValue {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            throw new InvalidValue(
                    "a reference that is not the whole value",
                    meant(reference).map(meant -> "Did you mean " + meant + "?").orElse(REMEDY));
        }
        String value =
                matcher.group(1).equals("env")
                        ? variable(matcher.group(2))
                        : file(matcher.group(2));
        if (value.isEmpty()) {
            throw new InvalidValue(
                    reference + ", which is empty", "Put the value there, then check again.");
        }
        return value;
    }

    private String variable(String name) throws InvalidValue {
        if (!VARIABLE.matcher(name).matches()) {
            throw new InvalidValue("${env:…} with a name that no variable can have", REMEDY);
        }
        String value = environment.apply(name);
        if (value == null) {
            throw new InvalidValue(
                    "the environment variable " + name + ", which is not set",
                    "Set " + name + " for the process that reads this configuration.");
        }
        return value;
    }

    private String file(String path) throws InvalidValue {
        String remedy = "Create the file, readable for the process that reads this configuration.";
        try {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file)) {
                throw new InvalidValue("the file " + path + ", which does not exist", remedy);
            }
            if (Files.size(file) > LARGEST) {
                throw new InvalidValue(
                        "the file " + path + ", which is larger than " + LARGEST + " bytes",
                        "Name a file that holds the value alone.");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (InvalidPathException malformed) {
            throw new InvalidValue("${file:…} with a path that no file can have", REMEDY);
        } catch (IOException unreadable) {
            throw new InvalidValue("the file " + path + ", which cannot be read", remedy);
        }
    }
}
