package dev.vestibule.ldap;

/** The ways in which servers take a schema. */
public enum SchemaForm {
    /** An entry under {@code cn=schema,cn=config}, for OpenLDAP's {@code ldapadd} or slapadd. */
    OPENLDAP_CONFIG,
    /** A {@code .schema} file to include from {@code slapd.conf}. */
    OPENLDAP_FILE,
    /** {@code 98vestibule.ldif} in the schema folder of a 389 Directory Server instance. */
    DS_389,
    /** A subschema subentry (RFC 4512, section 4.2), as the embedded directory reads it. */
    SUBSCHEMA
}
