package dev.vestibule.ldap;

/** A directory of Debian's, whose image is built from a folder of this module. */
sealed interface ContainedServer extends TestDirectoryServer permits Ds389Server, SambaServer {
    /** Where it runs. */
    DirectoryContainer server();

    /** The Debian package that it comes from. */
    String debianPackage();

    @Override
    default String version() {
        return run("dpkg-query", "--show", "--showformat=${Version}", debianPackage());
    }

    @Override
    default String run(String... command) {
        return new ContainerShell(server().container()).run(command);
    }

    @Override
    default void pause() {
        server().pause();
    }

    @Override
    default void resume() {
        server().resume();
    }

    @Override
    default void close() {
        server().container().stop();
    }
}
