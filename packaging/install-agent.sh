#!/bin/sh
# Installs the agent as a service on this computer, or takes it away again.
#
#   sudo ./install-agent.sh https://fleet.local:8421 [JOIN-TOKEN]
#   sudo ./install-agent.sh --uninstall [--forget]
#
# Run again, it puts a newer file in the place of the old one and keeps identity, journal and programs.
set -eu

say() { printf 'fleet-agent: %s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }

root=${DESTDIR:-}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
[ -n "$root" ] || [ "$(id -u)" = 0 ] || stop "this needs root: sudo $0 $*"
with_systemd() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

uninstall() {
  if with_systemd; then
    systemctl disable --now fleet-agent.service 2>/dev/null || true
  fi
  rm -f "$root/etc/systemd/system/fleet-agent.service" "$root/usr/local/bin/fleet-agent"
  if with_systemd; then systemctl daemon-reload; fi
  if [ "${1:-}" = --forget ]; then
    rm -rf "$root/etc/fleet-agent.env" "$root/var/lib/fleet-agent" "$root/var/lib/private/fleet-agent"
    say "removed, with its identity and journal. Retire the agent on the server's page as well."
  else
    say "removed. Identity and journal stay in /var/lib/fleet-agent; --forget removes them too."
  fi
}

install() {
  server=$1 token=${2:-}
  case $server in
    https://*) ;;
    *) stop "'$server' is no address of a server. Write it as https://host:8421." ;;
  esac
  [ -x "$here/fleet-agent" ] || stop "the program fleet-agent is not beside this script. Unpack the whole archive."
  "$here/fleet-agent" doctor --server "$server" --data "${TMPDIR:-/tmp}/fleet-agent-doctor" || say "see above; installing all the same."
  mkdir -p "$root/usr/local/bin" "$root/etc/systemd/system"
  cp "$here/fleet-agent" "$root/usr/local/bin/.fleet-agent.new"
  chmod 755 "$root/usr/local/bin/.fleet-agent.new"
  mv "$root/usr/local/bin/.fleet-agent.new" "$root/usr/local/bin/fleet-agent"
  cp "$here/fleet-agent.service" "$root/etc/systemd/system/fleet-agent.service"
  (umask 077; { printf 'FLEET_SERVER=%s\n' "$server"; [ -z "$token" ] || printf 'FLEET_JOIN_TOKEN=%s\n' "$token"; } >"$root/etc/fleet-agent.env")
  if with_systemd; then
    systemctl daemon-reload
    systemctl enable fleet-agent.service
    systemctl restart fleet-agent.service
    say "running. Follow it with: journalctl -u fleet-agent -f"
    [ -n "$token" ] || say "it asks to join: compare the fingerprint in its journal with the page Agents of the server, then admit it there."
  else
    say "installed under ${root:-/}. There is no systemd here: start it with FLEET_SERVER=$server fleet-agent agent --data DIR."
  fi
}

case ${1:-} in
  --uninstall) uninstall "${2:-}" ;;
  '' | -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0" ;;
  *) install "$@" ;;
esac
