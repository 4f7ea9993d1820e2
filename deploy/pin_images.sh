#!/bin/sh
# Prints the images that deploy/ builds on, by digest, for deploy/.env:   sh deploy/pin_images.sh >> deploy/.env
# What a tag names may change from one day to the next; a digest names the same image for ever. To take newer ones,
# remove the lines from deploy/.env and print them again. It asks the registry through podman or docker.
set -eu
program=$(command -v podman || command -v docker) || {
    echo "Neither podman nor docker is installed." >&2
    exit 1
}

pin() {
    "$program" pull --quiet "$2:$3" >&2
    named=$("$program" image inspect --format '{{index .RepoDigests 0}}' "$2:$3")
    digest=${named##*@}
    case $digest in
    sha256:????????????????????????????????????????????????????????????????) printf '# %s\n%s\n' "$2:$3" "$1=$2@$digest" ;;
    *)
        echo "$program knows no digest of $2:$3, but $named" >&2
        exit 1
        ;;
    esac
}

pin ABWAB_PYTHON_IMAGE docker.io/library/python 3.11-slim-bookworm
pin ABWAB_NGINX_IMAGE docker.io/library/nginx 1.28
