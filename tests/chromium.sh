#!/bin/sh
# The browser that draws pictures and that the browser suite drives: found, or installed through the system's package
# manager where it can be. Beside it, where there is one, Chromium without a frame, in which the suite is faster.
there=""
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && there="$name"
done
if [ -n "$there" ]; then
    command -v chromium-headless-shell >/dev/null 2>&1 && exit 0
    apt-cache show chromium-headless-shell >/dev/null 2>&1 || exit 0  # the system has none: nothing to look for each time
fi
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    if $as_root true 2>/dev/null; then
        $as_root apt-get update -qq
        [ -n "$there" ] || { $as_root apt-get install -y -qq chromium >/dev/null && there=chromium; }
        $as_root apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1 || true
    fi
fi
[ -n "$there" ] && exit 0
echo "The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium) and run again." >&2
exit 1
