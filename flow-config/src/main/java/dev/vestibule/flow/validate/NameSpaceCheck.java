package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.flow.model.Step;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an app sees as user comes from one source: no two kinds of plain names meet. */
record NameSpaceCheck(FlowConfig config, Findings findings) {

    void check() {
        config.flows().values().forEach(this::check);
        Map<URI, List<App>> byUpstream =
                config.apps().values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        App::upstream, LinkedHashMap::new, Collectors.toList()));
        byUpstream.values().forEach(this::check);
    }

    private void check(Flow flow) {
        String meeting = meeting(names(flow));
        if (meeting != null) {
            findings.error(
                    "flows." + flow.id() + ".steps",
                    meeting + ": an app could not distinguish their users",
                    "plain names from one source, and qualified ones (CONNECTION:NAME) beside them",
                    "Write qualified: true in the provisioning of the connection, or remove its"
                            + " username, or give the connection a flow of its own.");
        }
    }

    /** One application can be behind several apps; the gateway cannot know. */
    private void check(List<App> apps) {
        Set<Names> all = new LinkedHashSet<>();
        for (App app : apps) {
            Flow flow = config.flows().get(app.flow());
            if (flow == null || meeting(names(flow)) != null) {
                return;
            }
            all.addAll(names(flow));
        }
        String meeting = meeting(all);
        if (meeting != null) {
            App last = apps.getLast();
            findings.warning(
                    "apps." + last.id() + ".upstream",
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
    private record Names(@Nullable String connection, String source) {
        String words() {
            return connection == null
                    ? "names of accounts"
                    : "names that " + connection + " gives to users without an account";
        }
    }

    private static @Nullable String meeting(Set<Names> names) {
        Map<String, Names> bySource = new LinkedHashMap<>();
        names.forEach(each -> bySource.putIfAbsent(each.source(), each));
        return bySource.size() < 2
                ? null
                : bySource.values().stream().map(Names::words).collect(Collectors.joining(" and "));
    }

    /** Accounts of any step name the user; without one, the first sign-in does. */
    private Set<Names> names(Flow flow) {
        Set<Names> names = new LinkedHashSet<>();
        boolean first = true;
        for (Step step : flow.steps()) {
            if (step instanceof Step.Authenticate authenticate) {
                for (Connection connection : options(authenticate)) {
                    Provisioning provisioning = connection.provisioning();
                    if (provisioning.enabled()) {
                        names.add(new Names(null, ""));
                    } else if (first && !provisioning.content().qualified()) {
                        names.add(new Names(connection.id(), source(connection)));
                    }
                }
                first &= authenticate.when() != null;
            }
        }
        return names;
    }

    private List<Connection> options(Step.Authenticate step) {
        List<Connection> options = new ArrayList<>();
        for (String option : step.options()) {
            Connection connection = config.connections().get(option);
            if (connection != null) {
                options.add(connection);
            }
        }
        return options;
    }

    /** The same claim of the same issuer is one source, over whatever connection. */
    private static String source(Connection connection) {
        return switch (connection) {
            case Connection.Oidc oidc ->
                    oidc.issuer() + " " + oidc.provisioning().content().username().source();
        };
    }
}
