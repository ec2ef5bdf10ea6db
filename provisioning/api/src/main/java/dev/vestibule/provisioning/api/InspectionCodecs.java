package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.InspectionReply.DirectoryFindings;
import dev.vestibule.provisioning.api.PreparationReply.DirectoryPrepared;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.function.Function;

/** The codecs of the queries of the administrator's tools and their replies. */
final class InspectionCodecs {
    private InspectionCodecs() {}

    static void register(EventBus eventBus) {
        eventBus.registerDefaultCodec(InspectDirectory.class, inspectDirectory());
        eventBus.registerDefaultCodec(DirectoryFindings.class, findings());
        eventBus.registerDefaultCodec(PrepareDirectory.class, prepareDirectory());
        eventBus.registerDefaultCodec(DirectoryPrepared.class, prepared());
    }

    static RecordCodec<InspectDirectory> inspectDirectory() {
        return new RecordCodec<>(
                "inspect-directory",
                query ->
                        new JsonObject()
                                .put("attributes", new JsonArray(query.attributes()))
                                .put("objectClasses", new JsonArray(query.objectClasses()))
                                .put("listedGroups", new JsonArray(query.listedGroups()))
                                .put("dynamicGroups", new JsonArray(query.dynamicGroups()))
                                .put("reaches", reaches(query))
                                .put("probe", query.probe()),
                wire ->
                        new InspectDirectory(
                                wire.texts("attributes"),
                                wire.texts("objectClasses"),
                                wire.texts("listedGroups"),
                                wire.texts("dynamicGroups"),
                                reaches(wire),
                                wire.flag("probe")));
    }

    private static JsonArray reaches(InspectDirectory query) {
        return new JsonArray(
                query.reaches().stream()
                        .map(reach ->
                                new JsonObject()
                                        .put("connection", reach.connection())
                                        .put("names", new JsonArray(reach.names()))
                                        .put("patterns", new JsonArray(reach.patterns())))
                        .toList());
    }

    /** Nodes of earlier versions send none. */
    private static List<GroupReach> reaches(WireObject wire) {
        return !wire.has("reaches")
                ? List.of()
                : wire.objects("reaches").stream()
                        .map(reach ->
                                new GroupReach(
                                        reach.text("connection"),
                                        reach.texts("names"),
                                        reach.texts("patterns")))
                        .toList();
    }

    static RecordCodec<DirectoryFindings> findings() {
        return new RecordCodec<>(
                "directory-findings",
                reply -> list("findings", reply.findings(), InspectionCodecs::finding),
                wire ->
                        new DirectoryFindings(
                                wire.objects("findings").stream()
                                        .map(InspectionCodecs::finding)
                                        .toList()));
    }

    private static RecordCodec<PrepareDirectory> prepareDirectory() {
        return new RecordCodec<>(
                "prepare-directory",
                command ->
                        new JsonObject()
                                .put("server", command.server())
                                .put("dynamicGroups", new JsonArray(command.dynamicGroups()))
                                .put("passwordKnown", command.passwordKnown())
                                .put("apply", command.apply()),
                wire ->
                        new PrepareDirectory(
                                wire.text("server"),
                                wire.texts("dynamicGroups"),
                                wire.flag("passwordKnown"),
                                wire.flag("apply")));
    }

    static RecordCodec<DirectoryPrepared> prepared() {
        return new RecordCodec<>(
                "directory-prepared",
                reply ->
                        list("steps", reply.steps(), InspectionCodecs::step)
                                .put("server", reply.server())
                                .put("unseen", reply.unseen())
                                .put("unseenConfiguration", reply.unseenConfiguration()),
                wire ->
                        new DirectoryPrepared(
                                wire.text("server"),
                                wire.objects("steps").stream().map(InspectionCodecs::step).toList(),
                                wire.text("unseen"),
                                wire.text("unseenConfiguration")));
    }

    private static <T> JsonObject list(
            String field, List<T> items, Function<T, JsonObject> encode) {
        return new JsonObject().put(field, new JsonArray(items.stream().map(encode).toList()));
    }

    private static JsonObject finding(Finding finding) {
        return new JsonObject()
                .put("level", finding.level().name())
                .put("topic", finding.topic())
                .put("subject", finding.subject())
                .put("found", finding.found())
                .put("remedy", finding.remedy())
                .put("ldif", finding.ldif());
    }

    private static Finding finding(WireObject wire) {
        return new Finding(
                wire.constant("level", Finding.Level.class),
                wire.text("topic"),
                wire.text("subject"),
                wire.text("found"),
                wire.text("remedy"),
                wire.text("ldif"));
    }

    private static JsonObject step(PreparedStep step) {
        return new JsonObject()
                .put("title", step.title())
                .put("part", step.part().name())
                .put("ldif", step.ldif())
                .put("outcome", step.outcome().name())
                .put("detail", step.detail());
    }

    private static PreparedStep step(WireObject wire) {
        return new PreparedStep(
                wire.text("title"),
                wire.constant("part", PreparedStep.Part.class),
                wire.text("ldif"),
                wire.constant("outcome", PreparedStep.Outcome.class),
                wire.text("detail"));
    }
}
