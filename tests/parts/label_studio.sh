#!/usr/bin/env bash
# Run a command with a Label Studio of its own, which it finds in TEST_LABEL_STUDIO_URL; gone when the command ends.
# Makes its environment when it is missing or the lock has changed. Nothing but installing leaves this machine: what
# Label Studio would report is switched off, and for whatever is left there is a proxy that nobody answers for.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
lock="$root/tests/parts/label_studio/requirements.lock"
venv="$root/.venv-label-studio"
if ! cmp -s "$lock" "$venv/.installed"; then
    began=$SECONDS
    rm -rf "$venv"
    "${PYTHON:-python3.11}" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
    cp "$lock" "$venv/.installed"
    echo "Label Studio was installed in $((SECONDS - began)) s" >&2
fi
place=$(mktemp -d)
free_port='import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'
port=$("$venv/bin/python" -c "$free_port")
url="http://127.0.0.1:$port"
user=curator@example.invalid
password=$("$venv/bin/python" -c 'import secrets; print(secrets.token_urlsafe(24))')
# What Label Studio may not call: as documented, all private networks but the one where our service stands.
kept_out=0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,169.254.0.0/16,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7,fe80::/10
stop() {
    kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    rm -rf "$place"
}
trap stop EXIT
began=$SECONDS
env -i PATH="$PATH" HOME="$place" LANG=C.UTF-8 \
    LABEL_STUDIO_BASE_DATA_DIR="$place/data" LABEL_STUDIO_USERNAME="$user" LABEL_STUDIO_PASSWORD="$password" \
    SENTRY_DSN= FRONTEND_SENTRY_DSN= COLLECT_ANALYTICS=false LATEST_VERSION_CHECK=false \
    USE_DEFAULT_BANNED_SUBNETS=false USER_ADDITIONAL_BANNED_SUBNETS="$kept_out" \
    LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK=true \
    HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY=127.0.0.1,localhost \
    "$venv/bin/label-studio" start --port "$port" --host "$url" --internal-host 127.0.0.1 --no-browser \
    >"$place/log" 2>&1 &
server=$!
ready='import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + "/health", timeout=2)'
until "$venv/bin/python" -c "$ready" "$url" 2>/dev/null; do
    if ! kill -0 "$server" 2>/dev/null || [ $((SECONDS - began)) -gt 300 ]; then
        tail -50 "$place/log" >&2
        echo "Label Studio does not start" >&2
        exit 1
    fi
    sleep 1
done
echo "Label Studio was ready in $((SECONDS - began)) s" >&2
TEST_LABEL_STUDIO_URL="$url" TEST_LABEL_STUDIO_USER="$user" TEST_LABEL_STUDIO_PASSWORD="$password" "$@"
