#!/bin/sh
# Finds the browsers of the tests, or installs them with the system's package manager where it can:
# - Chromium, which draws pictures and runs the browser suite; without it this script fails;
# - Chromium without its window frame, where the system has it: the suite is faster with it;
# - WebKitGTK with its Python bindings and a virtual screen, for the WebKit part of the suite, where the system has them.
WEBKIT="python3-gi gir1.2-webkit2-4.1 gir1.2-gtk-3.0 xvfb"

chromium=""
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && chromium="$name"
done
if command -v apt-get >/dev/null 2>&1; then
    missing=""
    [ -n "$chromium" ] || missing="chromium"
    command -v chromium-headless-shell >/dev/null 2>&1 || missing="$missing chromium-headless-shell"
    for package in $WEBKIT; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    # Packages that the system is known not to have are not looked for at every run.
    if [ -n "$chromium" ] && ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
        known=""
        for package in $missing; do
            apt-cache show "$package" >/dev/null 2>&1 && known="$known $package"
        done
        missing="$known"
    fi
    as_root=""
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    if [ -n "$missing" ] && $as_root true 2>/dev/null; then
        $as_root apt-get update -qq
        # One by one: a package that this system does not have must not keep the others out.
        for package in $missing; do
            apt-cache show "$package" >/dev/null 2>&1 || continue
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
        done
        command -v chromium >/dev/null 2>&1 && chromium="chromium"
    fi
fi
[ -n "$chromium" ] && exit 0
echo "The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium) and run again." >&2
exit 1
