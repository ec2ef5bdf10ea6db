package dev.vestibule.ldap;

import java.util.List;

/** The attributes that need an index for equality: of the image, of the docs, and of the tools. */
public final class NeededIndexes {
    /** What any directory needs for the searches of sign-ins and administrators. */
    public static final List<String> STANDARD =
            List.of("objectClass", "uid", "cn", "sn", "mail", "member", "entryUUID");

    /** What is searched for in Vestibule's own schema. */
    public static final List<String> OWN =
            List.of(
                    SchemaNames.FEDERATED_IDENTITY,
                    SchemaNames.GRANTED_GROUP,
                    SchemaNames.GROUP,
                    SchemaNames.USERNAME,
                    SchemaNames.PROVISIONED_BY,
                    SchemaNames.PROVISIONED_AT,
                    SchemaNames.LAST_SIGN_IN);

    private NeededIndexes() {}
}
