package dev.vestibule.demo.app;

/** The application's two parts: one for users with an account, one for guests without. */
public enum Area {
    /** For users that the gateway writes into the directory. */
    STAFF("staff", "/", "Guests' area", "/guests/"),
    /** For users of a connection without provisioning. */
    GUESTS("guests", "/guests/", "Staff's area", "/");

    private final String id;
    private final String path;
    private final String otherTitle;
    private final String otherPath;

    Area(String id, String path, String otherTitle, String otherPath) {
        this.id = id;
        this.path = path;
        this.otherTitle = otherTitle;
        this.otherPath = otherPath;
    }

    static Area of(String path) {
        return path.equals("/guests") || path.startsWith("/guests/") ? GUESTS : STAFF;
    }

    /** The app's id in the YAML. */
    public String id() {
        return id;
    }

    /** Where it begins. */
    public String path() {
        return path;
    }

    /** What the link to the other part says. */
    public String otherTitle() {
        return otherTitle;
    }

    /** Where the other part begins. */
    public String otherPath() {
        return otherPath;
    }
}
