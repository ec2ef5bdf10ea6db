package dev.vestibule.provisioning.api;

import java.util.List;

/** The answer to {@link InspectDirectory}. */
public sealed interface InspectionReply
        permits InspectionReply.DirectoryFindings, ProvisioningFailure {

    /** What was found, in the order in which it was looked at. */
    record DirectoryFindings(List<Finding> findings) implements InspectionReply {
        public DirectoryFindings {
            findings = List.copyOf(findings);
        }
    }
}
