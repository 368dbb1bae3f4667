#!/usr/bin/env bash
# Check the Teams app package by Microsoft's schema, and prove the app in Microsoft's Agents Playground against the real
# service; arguments go to Playwright. SCREENSHOTS=DIRECTORY leaves pictures of the cards there.
# Installs Debian's Chromium (needs root) and the locked packages when they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PYTHON="${PYTHON:-$PWD/.venv/bin/python}"
[ -z "${SCREENSHOTS:-}" ] || SCREENSHOTS=$(realpath "$SCREENSHOTS")
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null
fi
cd integrations/teams
npm ls --all >/dev/null 2>&1 || npm ci --silent
npm run --silent check

packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
for nudges in nudges no-nudges; do
    PYTHONPATH=../python:. "$PYTHON" -m berichtwacht_teams.packaging --app-id 3c7e1d0a-52d4-4b1c-8a9e-6a1f0c2b7d11 \
        --host-name berichtwacht.gemeente.example --developer 'Gemeente Voorbeeld' --website https://gemeente.example/ \
        --privacy https://gemeente.example/privacy --terms https://gemeente.example/voorwaarden --"$nudges" \
        --output "$packages/$nudges.zip"
    node check.mjs "$packages/$nudges.zip"
done

npx playwright test "$@"
