package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

import java.util.stream.Stream;

/** Those of {@link EveryServer}, each with the kinds of groups that it has. */
public final class EveryKindOfGroup implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return new EveryServer()
                .provideArguments(parameters, context)
                .map(arguments -> (DirectoryUnderTest) arguments.get()[0])
                .flatMap(directory -> kinds(directory).map(kind -> Arguments.of(directory, kind)));
    }

    private static Stream<Membership> kinds(DirectoryUnderTest directory) {
        return EveryServerWithSchema.hasSchema(directory)
                ? Stream.of(Membership.values())
                : Stream.of(Membership.STATIC);
    }
}
