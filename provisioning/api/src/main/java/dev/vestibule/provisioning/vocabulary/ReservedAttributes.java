package dev.vestibule.provisioning.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Attributes that the gateway or the server sets, and never a claim: they could give rights in the
 * directory.
 */
public final class ReservedAttributes {

    /** The identity of the user, the name of the entry, and its ids in other systems. */
    private static final String IDENTITY =
            """
            altSecurityIdentities distinguishedName dn entryDN entryUUID ipaUniqueID
            mS-DS-ConsistencyGuid msDS-ExternalDirectoryObjectId msDS-PrincipalName
            msExchMasterAccountSid nsUniqueId objectGUID objectSid sAMAccountName sAMAccountType
            securityIdentifier sIDHistory uid userid userPrincipalName
            """;

    /** What the entry is, and where it points to. */
    private static final String KIND =
            """
            aliasedEntryName aliasedObjectName groupType instanceType isCriticalSystemObject
            isDeleted isPrivilegeHolder isRecycled objectCategory objectClass ref
            structuralObjectClass systemFlags
            """;

    /** Credentials. */
    private static final String PROOFS =
            """
            authPassword dBCSPwd lmPwdHistory msDS-KeyCredentialLink ntPwdHistory
            supplementalCredentials unicodePwd userPassword
            """;

    /** Memberships and roles, from both ends. */
    private static final String MEMBERSHIPS =
            """
            groupMembershipSAM groupsToIgnore isMemberOf member memberNisNetgroup memberOf
            memberUid memberURL mgrpRFC822MailMember msSFU30PosixMember msSFU30PosixMemberOf
            nisNetgroupTriple nonSecurityMember primaryGroupID roleOccupant uniqueMember
            """;

    /** Access rules, acting as others, delegation, and limits of what a search may cost. */
    private static final String RIGHTS =
            """
            aci adminCount authzFrom authzTo controlAccessRights
            msDS-AllowedToActOnBehalfOfOtherIdentity msDS-AllowedToDelegateTo
            msDS-AssignedAuthNPolicy msDS-AssignedAuthNPolicySilo msDS-GroupMSAMembership
            msDS-SupportedEncryptionTypes msNPAllowDialin msTSAllowLogon nTSecurityDescriptor
            nsIDListScanLimit nsIdleTimeout nsLookThroughLimit nsPagedIDListScanLimit
            nsPagedLookThroughLimit nsPagedSizeLimit nsSizeLimit nsTimeLimit OpenLDAPaci
            publicDelegates saslAuthzFrom saslAuthzTo servicePrincipalName userAccountControl
            """;

    /** Whether and from where a user may sign in. */
    private static final String LOCKS =
            """
            accountExpires accountUnlockTime acctPolicySubentry authTimestamp badPasswordTime
            badPwdCount lastLogon lastLogonTimestamp lastLoginTime lockoutTime logonHours
            logonWorkstation retryCountResetTime userParameters userWorkstations
            """;

    /** What servers keep themselves, as the schemas of OpenLDAP and 389 Directory Server say. */
    private static final String KEPT_BY_SERVERS =
            """
            altServer attributeTypes availableSASLMechanisms blockInheritance ConflictCSN
            contextCSN copiedFrom copyingFrom createTimestamp creatorsName dITContentRules
            dITStructureRules dncomp dsEntryDN dynamicSubtrees entryCSN entryid entryTtl entryusn
            governingStructureRule hasSubordinates inheritable internalCreatorsName
            internalModifiersName ldapSchemas ldapSyntaxes matchingRules matchingRuleUse
            modifiersName modifyTimestamp nameForms namingContexts nsBackendSuffix nscpEntryDN
            nsSchemaCSN numSubordinates objectClasses parentid subschemaSubentry
            supportedAuthPasswordSchemes supportedControl supportedExtension supportedFeatures
            supportedLDAPVersion supportedSASLMechanisms tombstoneNumSubordinates vendorName
            vendorVersion
            """;

    /**
     * Ours; configuration of OpenLDAP ({@code olc}) and 389 Directory Server ({@code nsslapd},
     * {@code nsds}); locks and roles there; password policies; Kerberos; accounts of older Samba
     * domains; rules for sudo; and what ends a Linux account.
     */
    private static final String BEGINNINGS =
            """
            krb nsaccount nsds nsmanaged nsrole nsslapd olc password pwd samba shadow sudo
            vestibule
            """;

    private static final Set<String> NAMES =
            words(IDENTITY, KIND, PROOFS, MEMBERSHIPS, RIGHTS, LOCKS, KEPT_BY_SERVERS);

    private static final List<String> PREFIXES = List.copyOf(words(BEGINNINGS));

    private ReservedAttributes() {}

    /** Whether claims must never write it. */
    public static boolean contains(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static Set<String> words(String... groups) {
        return Stream.of(groups)
                .flatMap(group -> Stream.of(group.strip().split("\\s+")))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
