#!/bin/sh
# Ends with an exit code, and says why in colour.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '\033[31mno model: caf\303\251\033[0m\n' >&2
    exit 3
}

keep
