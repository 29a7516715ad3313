#!/bin/sh
# Installs the Debian packages that `make demo` and `make test` need and that are missing; does nothing when all are there.
#
# usage: deploy/install-system-packages.sh [demo]     with « demo », only what the demonstration needs
set -eu

missing=""

# need PACKAGE COMMAND REASON
need() {
    if ! PATH="$PATH:/usr/sbin:/sbin" command -v "$2" >/dev/null 2>&1; then
        missing="$missing $1"
        echo "  $1: $3"
    fi
}

echo "System packages that are missing:"
need make make "runs the commands of the README"
if ! python3 -c "import ensurepip, venv" >/dev/null 2>&1; then
    missing="$missing python3-venv"
    echo "  python3-venv: makes the virtual environment"
fi
if [ "${1:-}" != "demo" ]; then
    need rabbitmq-server rabbitmq-server "the message broker, of which the tests start nodes of their own"
    need chromium chromium "the browser in which the pages are tested"
    need postfix smtp-sink "only for smtp-sink, which swallows mail in the tests; no mail server is started"
fi

if [ -z "$missing" ]; then
    echo "  none"
    exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Neither root nor sudo: have them installed with  apt-get install$missing" >&2
        exit 1
    fi
    as_root="sudo"
fi

# Debian starts a service as soon as its package is installed, unless this file refuses. One that is already there is
# the administrator's, and stays as it is.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

case "$missing" in
*postfix*) echo "postfix postfix/main_mailer_type select No configuration" | $as_root debconf-set-selections ;;
esac

echo "Installing:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086  # one word a package
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing

# What was just installed must not come up by itself at the next boot either.
if [ -d /run/systemd/system ]; then
    for service in rabbitmq-server postfix; do
        case "$missing" in
        *"$service"*) $as_root systemctl disable --now "$service" || true ;;
        esac
    done
fi
echo "Done."
