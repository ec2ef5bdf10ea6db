package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;

/** The file uses a part of YAML that is not taken. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Place place;
    final String found;
    final String allowed;

    Refused(Place place, String found, String allowed) {
        super(found);
        this.place = place;
        this.found = found;
        this.allowed = allowed;
    }
}
