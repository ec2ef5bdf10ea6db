#!/bin/bash
# Starts slapd in the foreground. An empty data folder first gets the base tree and the service accounts.
#
#   LDAP_BASE               suffix, dc=example,dc=org unless set; its first part is dc= or o=
#   LDAP_GATEWAY_PASSWORD   of cn=vestibule,ou=services,BASE: the gateway
#   LDAP_READER_PASSWORD    of cn=reader,ou=services,BASE: reads people and groups, no secrets
#   LDAP_ADMIN_PASSWORD     of cn=admin,ou=services,BASE: the directory's administrator
#                           Each may be NAME_FILE instead, the path of a file that holds it. An account without a
#                           password is not made. They are read when the data folder is empty, and not afterwards.
#   LDAP_IMPORT             path of an LDIF file with people and groups from elsewhere, loaded with the base tree
#   LDAP_SUBSTRING_INDEX    attributes that are searched by parts of their values, such as "cn mail"; of uid, cn, sn, mail
#   LDAP_READ_ONLY          true refuses every write
#   LDAP_TLS_CERTIFICATE, LDAP_TLS_KEY   paths of PEM files; with both, ldaps:// is served on 1636 as well
#   LDAP_LOG                what slapd logs to its output, none unless set (stats shows every operation)
set -euo pipefail

readonly base=${LDAP_BASE:-dc=example,dc=org}
readonly sources=/opt/vestibule data=/var/lib/ldap run=/run/slapd

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The value of the variable named $1, or the content of the file that $1_FILE names.
secret() {
  local file=$1_FILE
  if [[ -n ${!file:-} ]]; then
    [[ -r ${!file} ]] || fail "$file names ${!file}, which cannot be read."
    cat -- "${!file}"
  else
    printf '%s' "${!1:-}"
  fi
}

check_settings() {
  [[ -z ${LDAP_IMPORT:-} || -r $LDAP_IMPORT ]] || fail "LDAP_IMPORT names $LDAP_IMPORT, which cannot be read."
  local attribute='(uid|cn|sn|mail)'
  [[ -z ${LDAP_SUBSTRING_INDEX:-} || $LDAP_SUBSTRING_INDEX =~ ^$attribute(\ $attribute)*$ ]] \
    || fail "LDAP_SUBSTRING_INDEX may name uid, cn, sn and mail, with one space between them, not '$LDAP_SUBSTRING_INDEX'."
  local part='[A-Za-z0-9][A-Za-z0-9 -]*'
  [[ $base =~ ^(dc|o)=$part(,(dc|o|ou|c|l)=$part)*$ ]] \
    || fail "LDAP_BASE must read like dc=example,dc=org (letters, digits, spaces and hyphens), not '$base'."
  if [[ -n ${LDAP_TLS_CERTIFICATE:-}${LDAP_TLS_KEY:-} ]]; then
    [[ -r ${LDAP_TLS_CERTIFICATE:-} && -r ${LDAP_TLS_KEY:-} ]] \
      || fail "LDAP_TLS_CERTIFICATE and LDAP_TLS_KEY must both name a file that can be read."
  fi
}

# Fills a template; the values have been checked, or are ours.
fill() {
  sed -e "s|@BASE@|$base|g" -e "s|@BASE_URI@|${base// /%20}|g" -e "s|@RUN@|$run|g" -e "s|@DATA@|${2:-$data}|g" \
    -e "s|@READ_ONLY@|$([[ ${LDAP_READ_ONLY:-} == true ]] && echo TRUE || echo FALSE)|g" "$1"
}

tls() {
  [[ -z ${LDAP_TLS_CERTIFICATE:-} ]] || printf '%s\n' \
    "olcTLSCertificateFile: $LDAP_TLS_CERTIFICATE" "olcTLSCertificateKeyFile: $LDAP_TLS_KEY" 'olcTLSProtocolMin: 3.3'
}

schema() {
  printf '%s\n' 'dn: cn=vestibule,cn=schema,cn=config' 'objectClass: olcSchemaConfig' 'cn: vestibule'
  sed -n -e '/^attributeTypes:/,$ { s/^attributeTypes:/olcAttributeTypes:/; s/^objectClasses:/olcObjectClasses:/; p }' \
    "$sources/vestibule.ldif"
}

# Writes the configuration for the data folder $1 into a new folder $2.
configure() {
  schema >"$run/vestibule.ldif"
  rm -rf -- "$2"
  mkdir -- "$2"
  local substrings=${LDAP_SUBSTRING_INDEX:-none}
  fill "$sources/config.ldif" "$1" | sed -E -e "/^olcIndexHash64:/r $run/tls" \
    -e "s/^(olcDbIndex: (${substrings// /|})) eq$/\1 eq,sub/" >"$run/config.ldif"
  slapadd -n 0 -F "$2" -l "$run/config.ldif"
}

suffix() {
  local type=${base%%=*} value=${base#*=}
  local -A class=([dc]=domain [o]=organization)
  printf '%s\n' "dn: $base" "objectClass: ${class[$type]}" "$type: ${value%%,*}" ''
}

account() {
  local password
  password=$(secret "$2")
  [[ -n $password ]] || return 0
  printf '%s' "$password" >"$run/password"
  printf '%s\n' '' "dn: cn=$1,ou=services,$base" 'objectClass: applicationProcess' 'objectClass: simpleSecurityObject' \
    "cn: $1" "description: $3" \
    "userPassword: $(slappasswd -o module-path=/usr/lib/ldap -o module-load=argon2 -h '{ARGON2}' -T "$run/password")"
  rm -- "$run/password"
}

tree() {
  suffix
  fill "$sources/tree.ldif"
  account vestibule LDAP_GATEWAY_PASSWORD 'The identity gateway; the one member of a group that has no other'
  account reader LDAP_READER_PASSWORD 'Reads people and groups'
  account admin LDAP_ADMIN_PASSWORD 'Administrator of the directory'
}

# Makes the database beside its place and moves it there whole, so that a start that was cut short leaves nothing half.
initialise() {
  rm -rf -- "$data/new"
  mkdir -- "$data/new"
  configure "$data/new" "$run/initial"
  tree >"$run/tree.ldif"
  slapadd -n 1 -F "$run/initial" -l "$run/tree.ldif"
  [[ -z ${LDAP_IMPORT:-} ]] || slapadd -q -n 1 -F "$run/initial" -l "$LDAP_IMPORT"
  # What was loaded stands in the page cache in large pieces, and each later write of a page would cost a whole piece.
  dd of="$data/new/data.mdb" count=0 conv=notrunc,fsync oflag=nocache status=none
  indexes >"$data/indexes"
  mv -- "$data/new/data.mdb" "$data/data.mdb"
  rm -rf -- "$data/new" "$run/tree.ldif"
}

indexes() {
  grep '^olcDbIndex:' "$run/config.ldif"
}

# slapd believes that an index which is configured has every entry, so one that is new is filled before it serves.
rebuild_indexes() {
  printf '%s\n' 'The indexes have changed and are rebuilt.' >&2
  slapindex -t -n 1 -F "$run/config"
  indexes >"$data/indexes.new"
  mv -- "$data/indexes.new" "$data/indexes"
}

umask 077
# slapd sets aside memory for as many connections as it may open files.
ulimit -n 8192
check_settings
tls >"$run/tls"
[[ -e $data/data.mdb ]] || initialise
configure "$data" "$run/config"
indexes | cmp -s - "$data/indexes" || rebuild_indexes
urls='ldap://:1389/'
[[ -z ${LDAP_TLS_CERTIFICATE:-} ]] || urls+=' ldaps://:1636/'
log=${LDAP_LOG:-none}
unset "${!LDAP_@}"
exec slapd -F "$run/config" -h "$urls" -d "$log"
