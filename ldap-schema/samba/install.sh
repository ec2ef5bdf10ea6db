#!/bin/bash
# Makes the domain example.org while the image is built: a certificate, the containers, and the gateway's account with
# the rights that it needs.
set -euo pipefail

readonly base=DC=example,DC=org state=/opt/vestibule tls=/var/lib/samba/private/tls
readonly user_class=bf967aba-0de6-11d0-a285-00aa003049e2 group_class=bf967a9c-0de6-11d0-a285-00aa003049e2
readonly reset_password=00299570-246d-11d0-a768-00aa006e0529

# Access lists of files go into a plain extended attribute: the usual one needs rights that no container has.
provision() {
  rm -f /etc/samba/smb.conf
  samba-tool domain provision --realm=EXAMPLE.ORG --domain=EXAMPLE --server-role=dc --dns-backend=NONE \
    --host-name=dc1 --host-ip=127.0.0.1 --adminpass=Admin-password-1 \
    --option='acl_xattr:security_acl_name=user.NTACL'
  sed -i -e '/server services/d' \
    -e '/^\[global\]/a \	server services = ldap\n\tdisable netbios = yes\n\tlog level = 1' /etc/samba/smb.conf
}

certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Test authority' \
    -keyout /tmp/ca.key -out "$state/ca.pem"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=dc1.example.org' -keyout "$tls/key.pem" -out /tmp/dc1.csr
  openssl x509 -req -in /tmp/dc1.csr -CA "$state/ca.pem" -CAkey /tmp/ca.key -CAcreateserial -days 3650 \
    -extfile <(printf 'subjectAltName=DNS:dc1.example.org,DNS:localhost,IP:127.0.0.1') -out "$tls/cert.pem"
  cp "$state/ca.pem" "$tls/ca.pem"
  chmod 0600 "$tls/key.pem"
  rm -f /tmp/ca.key /tmp/ca.srl /tmp/dc1.csr
}

# Lets the account $1 (a SID) read, add and keep people and groups, and set passwords; it deletes neither.
delegate() {
  local -r all="(A;CI;RPWPLCLORC;;;$1)"
  allow people "$all(OA;CI;CC;$user_class;;$1)(OA;CIIO;CR;$reset_password;$user_class;$1)"
  allow groups "$all(OA;CI;CC;$group_class;;$1)"
}

allow() {
  samba-tool dsacl set --objectdn="OU=$1,$base" --sddl="$2" >/dev/null
}

provision
mkdir -p "$tls"
certificate
for container in people groups services; do
  samba-tool ou create "OU=$container,$base"
done
samba-tool user create vestibule Vestibule-password-1 --userou=OU=services
samba-tool user setexpiry vestibule --noexpiry
sid=$(ldbsearch -H /var/lib/samba/private/sam.ldb --basedn="CN=vestibule,OU=services,$base" objectSid | sed -n "s/^objectSid: //p")
delegate "$sid"
