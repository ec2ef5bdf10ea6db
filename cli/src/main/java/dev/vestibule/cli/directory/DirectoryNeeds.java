package dev.vestibule.cli.directory;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.inspect.InspectDirectory.GroupReach;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the configuration needs of the directory, and where it says so.
 *
 * @param attributes paths in the configuration by name of the attribute
 * @param classes paths by name of an object class beside the usual ones
 * @param listed paths by name of a group that lists its members
 * @param dynamic paths by name of a dynamic group
 * @param reaches which groups of administrators each connection with groups may fill
 */
public record DirectoryNeeds(
        Map<String, List<String>> attributes,
        Map<String, List<String>> classes,
        Map<String, List<String>> listed,
        Map<String, List<String>> dynamic,
        List<GroupReach> reaches) {

    public static DirectoryNeeds of(FlowConfig config) {
        DirectoryNeeds needs =
                new DirectoryNeeds(
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new ArrayList<>());
        config.connections().values().stream()
                .filter(connection -> connection.provisioning().enabled())
                .forEach(needs::add);
        return needs;
    }

    public InspectDirectory query(boolean probe) {
        return new InspectDirectory(
                List.copyOf(attributes.keySet()),
                List.copyOf(classes.keySet()),
                List.copyOf(listed.keySet()),
                List.copyOf(dynamic.keySet()),
                reaches,
                probe);
    }

    /** The place of the name; empty if it is not from the configuration. */
    List<String> paths(String name) {
        return Stream.of(attributes, classes, listed, dynamic)
                .flatMap(named -> named.getOrDefault(name, List.of()).stream())
                .toList();
    }

    private void add(Connection connection) {
        var provisioning = connection.provisioning();
        String path = "connections." + connection.id() + ".provisioning";
        provisioning
                .content()
                .attributes()
                .keySet()
                .forEach(name -> note(attributes, name, path + ".attributes." + name));
        provisioning
                .newAccounts()
                .target()
                .objectClasses()
                .forEach(name -> note(classes, name, path + ".object-classes"));
        var groups = provisioning.content().groups();
        if (groups != null) {
            Map<String, List<String>> named =
                    groups.membership() == Membership.DYNAMIC ? dynamic : listed;
            groups.defaults().forEach(name -> note(named, name, path + ".groups.default"));
            groups.map().values().forEach(name -> note(named, name, path + ".groups.map"));
            groups.existing().forEach(name -> note(named, name, path + ".groups.existing"));
            reaches.add(
                    new GroupReach(
                            connection.id(),
                            List.copyOf(groups.names()),
                            groups.patterns().stream().map(Renaming::results).toList()));
        }
    }

    private static void note(Map<String, List<String>> paths, String name, String path) {
        paths.computeIfAbsent(name, _ -> new ArrayList<>()).add(path);
    }
}
