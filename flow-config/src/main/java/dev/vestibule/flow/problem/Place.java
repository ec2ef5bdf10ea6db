package dev.vestibule.flow.problem;

/**
 * A place in the configuration.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the document, for example {@code apps.wiki.match}; empty for the whole file
 */
public record Place(String file, int line, int column, String path) {

    /** Another column and line of the same value. */
    public Place moved(int toLine, int toColumn) {
        return new Place(file, toLine, toColumn, path);
    }

    /** Something below this place that is not written there. */
    public Place below(String key) {
        return new Place(file, line, column, path.isEmpty() ? key : path + "." + key);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
