#!/bin/sh
# A Chromium for the browser tests: the one CORANTO_BROWSER names, one on the path, or Debian's package where apt can install it.
set -u
if [ -n "${CORANTO_BROWSER:-}" ]; then
    [ -x "$CORANTO_BROWSER" ] && exit 0
    echo "CORANTO_BROWSER names $CORANTO_BROWSER, which cannot be run." >&2
    exit 2
fi
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's chromium for the browser tests (once) …"
    log=$(mktemp)
    if apt-get update -q >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
fi
echo "The browser tests need a Chromium: 'sudo apt-get install chromium', or set CORANTO_BROWSER to the program of one." >&2
exit 2
