package dev.vestibule.provisioning.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs a test class against each kind of directory; each is started once for all classes. */
public final class EveryDirectory implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(
                directory("in memory", context, InMemoryDirectory::start),
                directory("embedded", context, EmbeddedTestDirectory::start),
                directory("OpenLDAP", context, OpenLdapDirectory::start));
    }

    private static Arguments directory(
            String name, ExtensionContext context, Supplier<TestDirectory> start) {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(EveryDirectory.class));
        return Arguments.of(new DirectoryUnderTest(name, store, start));
    }

    /**
     * Starts its directory when it is first used, so that one that cannot start skips only itself.
     */
    public record DirectoryUnderTest(
            String name, ExtensionContext.Store store, Supplier<TestDirectory> start) {

        /** The running directory. */
        public TestDirectory started() {
            return store.getOrComputeIfAbsent(name, _ -> start.get(), TestDirectory.class);
        }

        /** The version of the running directory, which is asked once. */
        public String version() {
            return store.getOrComputeIfAbsent(
                    name + " version", _ -> started().means().version(), String.class);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
