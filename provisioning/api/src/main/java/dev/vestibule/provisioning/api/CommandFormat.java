package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a command that nodes of earlier versions do not send. */
final class CommandFormat {
    private CommandFormat() {}

    static JsonObject of(SyncRules sync) {
        JsonObject timings = new JsonObject();
        sync.timings().forEach((name, timing) -> timings.put(name, timing.name()));
        return new JsonObject()
                .put("mode", sync.mode().name())
                .put("timings", timings)
                .put("defaulted", new JsonArray(List.copyOf(sync.defaulted())))
                .put("cleared", new JsonArray(List.copyOf(sync.cleared())))
                .put("groups", sync.groups().name());
    }

    static SyncRules sync(WireObject command) {
        if (!command.has("sync")) {
            return SyncRules.MERGE;
        }
        WireObject sync = command.object("sync");
        WireObject timings = sync.object("timings");
        Map<String, Timing> byName = new LinkedHashMap<>();
        timings.names().forEach(name -> byName.put(name, timings.constant(name, Timing.class)));
        return new SyncRules(
                sync.constant("mode", Mode.class),
                byName,
                Set.copyOf(sync.texts("defaulted")),
                Set.copyOf(sync.texts("cleared")),
                sync.constant("groups", Groups.class));
    }

    static JsonObject of(AccountTarget target) {
        return new JsonObject()
                .put("people", target.people())
                .put("objectClasses", new JsonArray(target.objectClasses()));
    }

    static AccountTarget place(WireObject command) {
        if (!command.has("place")) {
            return AccountTarget.USUAL;
        }
        WireObject place = command.object("place");
        return new AccountTarget(
                place.has("people") ? place.text("people") : null, place.texts("objectClasses"));
    }
}
