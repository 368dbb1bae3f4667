#!/usr/bin/env bash
# Prove the Teams app in Microsoft's Agents Playground, against the real service; arguments go to Playwright.
# Installs Debian's Chromium (needs root) and the locked packages when they are missing. SCREENSHOTS=DIRECTORY leaves
# pictures of the cards there.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PYTHON="${PYTHON:-$PWD/.venv/bin/python}"
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null
fi
cd integrations/teams
npm ls --all >/dev/null 2>&1 || npm ci --silent
npm run --silent check
exec npx playwright test "$@"
