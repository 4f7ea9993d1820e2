#!/bin/sh
# Finds nginx, which tests/deploy runs in front of several replicas, or installs it with the system's package manager.
command -v nginx >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    if $as_root true 2>/dev/null; then
        $as_root apt-get update -qq && $as_root apt-get install -y -qq nginx-light openssl >/dev/null
        # The package starts a server by itself, which the tests do not need.
        command -v systemctl >/dev/null 2>&1 && $as_root systemctl disable --quiet --now nginx 2>/dev/null
        command -v nginx >/dev/null 2>&1 && exit 0
    fi
fi
echo "The tests of deploy/ need nginx and openssl. Install them (Debian, Ubuntu: sudo apt-get install nginx-light openssl) and run again." >&2
exit 1
