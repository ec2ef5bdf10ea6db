package dev.vestibule.provisioning.vocabulary;

/** The kinds of directories that differ in what the gateway writes. */
public enum DirectoryType {
    /** OpenLDAP, and whatever follows the standards as closely. */
    OPENLDAP,
    /** 389 Directory Server, and the products that are made of it. */
    DS_389,
    /** Microsoft's Active Directory, or Samba as its domain controller. */
    ACTIVE_DIRECTORY,
    /** The directory inside the gateway's process. */
    EMBEDDED
}
