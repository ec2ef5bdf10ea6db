package dev.vestibule.flow.simulate;

import java.util.List;

/** What a directory has of values that it is given. The service that writes into it knows. */
public interface DirectoryValues {
    /**
     * The values in the syntax of the attribute.
     *
     * @return empty if none has a form in it
     */
    List<String> written(String attribute, List<String> values);
}
