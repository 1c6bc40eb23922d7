#!/bin/sh
# Colours its answer.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '\033[32m%s\033[0m\n' "$(answer b)"
}

keep
