package dev.vestibule.provisioning.vocabulary;

/** Where the directory keeps who is in a group. */
public enum Membership {
    /** The group's entry lists its members. */
    STATIC,
    /** Each account's entry names the groups; the group's entry is a search for them. */
    DYNAMIC
}
