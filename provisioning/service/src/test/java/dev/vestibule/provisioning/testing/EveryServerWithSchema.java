package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

import java.util.Set;
import java.util.stream.Stream;

/** Those of {@link EveryServer} that have our schema, and so dynamic groups. */
public final class EveryServerWithSchema implements ArgumentsProvider {
    private static final Set<String> WITHOUT =
            Set.of("OpenLDAP without our schema", "Samba Active Directory");

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return new EveryServer()
                .provideArguments(parameters, context)
                .filter(arguments -> hasSchema((DirectoryUnderTest) arguments.get()[0]));
    }

    /** Whether it is one of them. */
    public static boolean hasSchema(DirectoryUnderTest directory) {
        return !WITHOUT.contains(directory.name());
    }
}
