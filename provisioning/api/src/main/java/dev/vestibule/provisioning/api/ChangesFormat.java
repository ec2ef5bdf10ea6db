package dev.vestibule.provisioning.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How the names of what was changed cross the wire. */
final class ChangesFormat {
    private ChangesFormat() {}

    static JsonObject of(Changes changes) {
        return new JsonObject()
                .put("attributes", new JsonArray(changes.attributes()))
                .put("granted", new JsonArray(changes.granted()))
                .put("withdrawn", new JsonArray(changes.withdrawn()))
                .put("omitted", new JsonArray(changes.omitted()))
                .put("withheld", new JsonArray(changes.withheld()))
                .put("removed", new JsonArray(changes.removed()));
    }

    /** Nodes of earlier versions send none. */
    static Changes ifPresent(WireObject wire) {
        WireObject changes = wire.objectIfPresent("changes");
        return changes == null ? Changes.NONE : read(changes);
    }

    static Changes read(WireObject wire) {
        return new Changes(
                wire.texts("attributes"),
                wire.texts("granted"),
                wire.texts("withdrawn"),
                wire.textsOrNone("omitted"),
                wire.textsOrNone("withheld"),
                wire.textsOrNone("removed"));
    }
}
