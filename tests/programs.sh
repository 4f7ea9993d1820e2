#!/bin/sh
# Installs the programs of tests/programs where it can: with Debian's package manager; resvg and oidc-provider with npm.
# A test whose program is missing is skipped and says so.
FOLDER=.cache/programs
PACKAGES="php-cli php-mysql php-xml php-mbstring poppler-utils libimage-exiftool-perl librsvg2-bin inkscape libreoffice-draw libreoffice-impress libreoffice-calc libreoffice-writer"

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    missing=""
    for package in $PACKAGES; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    if [ -n "$missing" ] && $as_root true 2>/dev/null; then
        $as_root apt-get update -qq
        # One by one: a package that this system does not have must not keep the others out.
        for package in $missing; do
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
        done
    fi
    # WordPress is unpacked only: installed, its package brings a web server and a database.
    if [ ! -d "$FOLDER/usr/share/wordpress" ]; then
        mkdir -p "$FOLDER"
        (cd "$FOLDER" && apt-get download -qq wordpress && dpkg-deb -x wordpress_*.deb .)
    fi
fi
if command -v npm >/dev/null 2>&1 && [ ! -d "$FOLDER/node_modules/@resvg/resvg-js" ]; then
    npm install --silent --prefix "$FOLDER" @resvg/resvg-js@2.6.2
fi
if command -v npm >/dev/null 2>&1 && [ ! -d "$FOLDER/node_modules/oidc-provider" ]; then
    npm install --silent --prefix "$FOLDER" oidc-provider@9.13.3
fi
exit 0
