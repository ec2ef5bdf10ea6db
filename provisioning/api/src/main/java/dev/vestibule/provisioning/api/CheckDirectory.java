package dev.vestibule.provisioning.api;

/** Query: does the directory answer, and may the gateway's account bind? */
public record CheckDirectory() implements Command.Query<CheckDirectory.DirectoryReady> {

    /** It does. */
    public record DirectoryReady() {}
}
