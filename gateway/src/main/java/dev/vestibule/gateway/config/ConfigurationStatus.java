package dev.vestibule.gateway.config;

import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.ProblemReport;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators are told about the configuration.
 *
 * @param version id of the version in use, the same on every node that has read the same files
 * @param read when the folder was last read, at the start or after a change
 * @param rejected whether what was read then has errors, so that an older version is in use
 * @param problems of what was read then; no problem has a secret in it
 * @param waiting keys whose changes need a restart
 */
public record ConfigurationStatus(
        String version,
        Instant read,
        boolean rejected,
        List<Problem> problems,
        List<String> waiting) {
    public ConfigurationStatus {
        problems = List.copyOf(problems);
        waiting = List.copyOf(waiting);
    }

    static ConfigurationStatus first(String version, Instant now, List<Problem> warnings) {
        return new ConfigurationStatus(version, now, false, warnings, List.of());
    }

    ConfigurationStatus rejected(Instant now, List<Problem> found) {
        return new ConfigurationStatus(version, now, true, found, waiting);
    }

    /** For programs; its counts and problems are those of {@code check --format json}. */
    public JsonObject object() {
        var report = new ProblemReport(problems, _ -> Optional.empty());
        return new JsonObject()
                .put("status", rejected ? "rejected" : "live")
                .put("version", version)
                .put("read", read.toString())
                .put("needs-restart", new JsonArray(waiting))
                .mergeIn(new JsonObject(report.json()));
    }
}
