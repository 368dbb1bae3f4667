#!/usr/bin/env bash
# Run a command with a PostgreSQL of its own, which it finds in TEST_POSTGRES_URL; gone when the command ends.
# Installs Debian's PostgreSQL when there is none.
set -euo pipefail
bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
if [ -z "$(bin)" ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
fi
place=$(mktemp -d)
port=$("${PYTHON:-python3}" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_owner() { if [ "$(id -u)" = 0 ]; then chown -R postgres "$place" && runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
    as_owner "$(bin)/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
as_owner "$(bin)/initdb" -D "$place/data" -U wacht --auth=trust -E UTF8 >/dev/null
as_owner "$(bin)/pg_ctl" -D "$place/data" -o "-p $port -c listen_addresses=127.0.0.1 -k $place" -l "$place/log" -w start >/dev/null
as_owner "$(bin)/createdb" -h 127.0.0.1 -p "$port" -U wacht wacht
TEST_POSTGRES_URL="postgresql://wacht@127.0.0.1:$port/wacht" "$@"
