package dev.vestibule.provisioning.api;

/** Query: does the directory answer? Answered by a {@link DirectoryReply}. */
public record CheckDirectory() {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.check-directory";
}
