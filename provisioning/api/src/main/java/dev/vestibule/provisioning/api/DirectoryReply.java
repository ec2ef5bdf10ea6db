package dev.vestibule.provisioning.api;

/** The answer to {@link CheckDirectory}. */
public sealed interface DirectoryReply permits DirectoryReply.DirectoryReady, ProvisioningFailure {

    /** The directory answers and the gateway's account may bind. */
    record DirectoryReady() implements DirectoryReply {}
}
