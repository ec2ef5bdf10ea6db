package dev.vestibule.cli.flows;

/** How a command prints. */
enum FlowFormat {
    /** For users. */
    HUMAN,
    /** The same, by the name that other commands have for it. */
    TEXT,
    /** One object for programs. */
    JSON
}
