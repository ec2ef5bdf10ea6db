package dev.vestibule.provisioning.account;

import java.util.List;

/** Which values of an attribute a directory takes for one and the same. */
interface EqualityRules {

    /** One of each that are equal: the same one, in whatever order they are given. */
    List<String> different(String attribute, List<String> values);
}
