#!/usr/bin/env bash
# Tell the curator's story: the service, a curator in a real browser, a training, a promotion under load. Arguments go to pytest.
# Installs Debian's Chromium (needs root) and the locked packages when they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null
fi
(cd integrations/browser && { npm ls --all >/dev/null 2>&1 || npm ci --silent; })
exec env TEST_STORY=1 .venv/bin/pytest -m parts -s tests/story "$@"
