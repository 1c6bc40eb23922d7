#!/bin/sh
# Prints empty lines.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '\n  \n\n'
}

keep
