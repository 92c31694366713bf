#!/bin/sh
# Makes .venv and installs what a requirements file names, where that has not been done yet or the
# file has changed since.  `make run` and `make test` call it:
#
#     sh .ci/environment.sh requirements.txt
#
# PYTHON=... chooses the Python; otherwise the first one found that fits.  It is a script of its
# own because it has to speak before there is any Python to speak for it.
set -u
cd "$(dirname "$0")/.." || exit 1
requirements=$1
done_mark=.venv/installed-$requirements

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if fits "$name"; then
            printf '%s' "$name"
            return
        fi
    done
}

make_environment() {
    python=$(find_python)
    if [ -z "$python" ]; then
        found=$("${PYTHON:-python3}" --version 2>/dev/null) || found="no ${PYTHON:-python3}"
        stop "Quoted Places needs Python 3.11, 3.12 or 3.13, and here is $found: install one of" \
            "them (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install" \
            "python@3.13), or name one with 'make PYTHON=/path/to/python3 ...'."
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "The venv module of $("$python" --version) is missing: install it (Debian, Ubuntu:" \
            "apt install python3-venv), then start again."
    echo "Making a virtual environment in .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv || stop "The virtual environment could not be made in .venv."
}

# requirements-dev.txt reads requirements.txt: what has installed the one has installed the other.
wanted() {
    if [ "$requirements" != requirements.txt ]; then cat "$requirements"; fi
    cat requirements.txt
}

install() {
    echo "Installing what $requirements names (once, a few minutes) ..."
    if [ -t 1 ]; then progress=on; else progress=off; fi
    .venv/bin/python -m pip install --quiet --progress-bar "$progress" --no-input --retries 2 \
        --disable-pip-version-check --log .venv/pip.log -r "$requirements" && return
    if grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeoutError|ProxyError' .venv/pip.log
    then
        stop "The packages could not be fetched, because the network or the package index did not" \
            "answer: the first start needs it once; connect and start again."
    fi
    stop "pip could not install what $requirements names: its own words are above, and in full in" \
        ".venv/pip.log."
}

{ fits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; } || make_environment
if ! wanted | cmp -s - "$done_mark"; then
    rm -f .venv/pip.log
    install
    wanted >"$done_mark"
    cat requirements.txt >.venv/installed-requirements.txt
fi
