package dev.vestibule.flow;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an app sees as user comes from one source: no two kinds of plain names meet. */
record NameSpaceCheck(FlowConfig config, Findings findings) {
    /** Names of header fields in which apps look for a user or a group. */
    private static final Pattern NAMING =
            Pattern.compile("user|login|uid|account|group|role", Pattern.CASE_INSENSITIVE);

    void check() {
        config.flows().values().forEach(this::check);
        Map<URI, List<App>> byUpstream =
                config.apps().values().stream()
                        .filter(app -> app.upstream() != null)
                        .collect(
                                Collectors.groupingBy(
                                        App::upstream, LinkedHashMap::new, Collectors.toList()));
        byUpstream.values().forEach(this::check);
        config.apps().values().forEach(this::checkHeaders);
    }

    /** What providers claim is a name among those of one provider only. */
    private void checkHeaders(App app) {
        Flow flow = config.flows().get(app.flow());
        long providers =
                flow == null
                        ? 0
                        : flow.steps().stream()
                                .flatMap(step -> step.options().stream())
                                .filter(config.connections()::containsKey)
                                .distinct()
                                .count();
        app.identity()
                .headers()
                .forEach((name, value) -> {
                    if (providers > 1
                            && NAMING.matcher(name).find()
                            && value.variables().contains("claims")
                            && !value.variables().contains("connection")) {
                        findings.warning(
                                "apps." + app.id() + ".identity.headers",
                                name
                                        + ", a claim of "
                                        + providers
                                        + " connections that are not told apart",
                                "a name that one source gives",
                                "Write account.username, or connection + \":\" before the claim.");
                    }
                });
    }

    private void check(Flow flow) {
        String meeting = meeting(sources(flow));
        if (meeting != null) {
            findings.error(
                    flow.path(),
                    meeting + ": an app could not distinguish their users",
                    "plain names from one source, and qualified ones (CONNECTION:NAME) beside them",
                    "Write qualified: true in the provisioning of the connection, or remove its"
                            + " username, or give the connection a flow of its own.");
        }
    }

    /** One application can be behind several apps; the gateway cannot know. */
    private void check(List<App> apps) {
        Set<NameSource> all = new LinkedHashSet<>();
        for (App app : apps) {
            Flow flow = config.flows().get(app.flow());
            if (flow == null || meeting(sources(flow)) != null) {
                return;
            }
            all.addAll(sources(flow));
        }
        String meeting = meeting(all);
        if (meeting != null) {
            findings.warning(
                    "apps." + apps.getLast().id() + ".upstream",
                    "the upstream of "
                            + apps.stream().map(App::id).collect(Collectors.joining(", "))
                            + ", where it meets "
                            + meeting,
                    "plain names from one source at one upstream",
                    "If this is one application, write qualified: true in the provisioning of the"
                            + " connection.");
        }
    }

    /**
     * A source of plain names.
     *
     * @param connection the one that maps them; null for accounts of the directory
     * @param source what tells apart where they come from
     */
    private record NameSource(@Nullable String connection, String source) {
        String words() {
            return connection == null
                    ? "names of accounts"
                    : "names that " + connection + " gives to users without an account";
        }
    }

    private static @Nullable String meeting(Set<NameSource> names) {
        Map<String, NameSource> bySource = new LinkedHashMap<>();
        names.forEach(each -> bySource.putIfAbsent(each.source(), each));
        return bySource.size() < 2
                ? null
                : bySource.values().stream()
                        .map(NameSource::words)
                        .collect(Collectors.joining(" and "));
    }

    /** Accounts of any step name the user; without one, the first sign-in does. */
    private Set<NameSource> sources(Flow flow) {
        Set<NameSource> names = new LinkedHashSet<>();
        boolean first = true;
        for (Step step : flow.steps()) {
            for (String option : step.options()) {
                Connection connection = config.connections().get(option);
                if (connection != null && connection.provisioning().enabled()) {
                    names.add(new NameSource(null, ""));
                } else if (connection != null
                        && first
                        && !connection.provisioning().content().qualified()) {
                    names.add(new NameSource(connection.id(), source(connection)));
                }
            }
            first &= !step.provesIdentity() || step.when() != null;
        }
        return names;
    }

    /** The same claim of the same issuer is one source, over whatever connection. */
    private static String source(Connection connection) {
        return connection.subjectIssuer()
                + " "
                + connection.provisioning().content().username().source();
    }
}
