package dev.vestibule.gateway.upstream;

/** What a connection is taken for. Each kind has an allowance of its own. */
public enum Use {
    /** A request without a body: it lasts as long as the upstream needs. */
    REQUEST,
    /** A request with a body: it lasts as long as the client likes. */
    UPLOAD,
    /**
     * A request that may switch to another protocol. Its connection is a new one, and is never
     * kept.
     */
    UPGRADE
}
