package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Those of {@link EveryDirectory}, and directories that keep what is ours under names of their own.
 */
public final class EveryServer implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.concat(
                new EveryDirectory().provideArguments(parameters, context),
                Stream.of(
                        directory("389 Directory Server", context, ContainerDirectory::startDs389),
                        directory(
                                "OpenLDAP without our schema",
                                context,
                                ContainerDirectory::startWithoutSchema),
                        directory(
                                "Samba Active Directory",
                                context,
                                ContainerDirectory::startSamba)));
    }

    private static Arguments directory(
            String name, ExtensionContext context, Supplier<TestDirectory> start) {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(EveryServer.class));
        return Arguments.of(new DirectoryUnderTest(name, store, start));
    }
}
