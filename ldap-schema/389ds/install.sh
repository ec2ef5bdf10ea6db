#!/bin/bash
# Makes the instance while the image is built. The indexes come before the first account: one that is added
# over existing entries counts for nothing until it has been rebuilt.
set -euo pipefail

readonly sources=/opt/vestibule instance=/etc/dirsrv/slapd-vestibule pid=/run/dirsrv/slapd-vestibule.pid

# No systemd in a container: the flag in instance.inf alone still has dscreate call systemctl.
sed -i 's/^with_systemd = 1/with_systemd = 0/' /usr/share/dirsrv/inf/defaults.inf
# One instance that nothing has been done for, and ours; one of them runs at a time.
sed 's/^instance_name = vestibule/instance_name = bare/' "$sources/instance.inf" >/tmp/bare.inf
dscreate from-file /tmp/bare.inf
rm /tmp/bare.inf
dscreate from-file "$sources/instance.inf"
install -o dirsrv -g dirsrv -m 0440 "$sources/vestibule.ldif" "$instance/schema/98vestibule.ldif"

/usr/sbin/ns-slapd -D "$instance" -i "$pid"
ldap() {
  "$@" -x -H ldap://localhost:3389 -D 'cn=Directory Manager' -w manager-password
}
until ldap ldapwhoami >/dev/null 2>&1; do sleep 0.1; done
ldap ldapmodify -f "$sources/config.ldif"
ldap ldapmodify -f "$sources/tree.ldif"

server=$(<"$pid")
kill "$server"
while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
