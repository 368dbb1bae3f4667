#!/usr/bin/env bash
# Check the browser libraries and prove them in a real browser, against the real service; arguments go to Playwright.
# Installs Debian's Chromium (needs root) and the locked packages when they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PYTHON="${PYTHON:-$PWD/.venv/bin/python}"
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null
fi
cd integrations/browser
npm ls --all >/dev/null 2>&1 || npm ci --silent
npm run --silent check
node build.mjs --check
npm test --silent
exec npx playwright test "$@"
