package dev.vestibule.provisioning.inspect;

import dev.vestibule.provisioning.inspect.Finding.Level;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found about one topic after the other. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void fine(String topic, String found) {
        all.add(new Finding(Level.FINE, topic, "", found, "", ""));
    }

    void note(String topic, String found, String remedy) {
        all.add(new Finding(Level.NOTE, topic, "", found, remedy, ""));
    }

    void warning(String topic, String found, String remedy, String ldif) {
        all.add(new Finding(Level.WARNING, topic, "", found, remedy, ldif));
    }

    void problem(String topic, String found, String remedy, String ldif) {
        all.add(new Finding(Level.PROBLEM, topic, "", found, remedy, ldif));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    boolean hasProblem(String topic) {
        return all.stream()
                .anyMatch(each -> each.level() == Level.PROBLEM && each.topic().equals(topic));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
