package dev.vestibule.provisioning.account;

import java.util.List;

/** Which values an attribute of the directory takes. */
interface SyntaxRules {

    /**
     * The values in the syntax of the attribute. A value that has no form in that syntax is not
     * among them.
     */
    List<String> written(String attribute, List<String> values);
}
