#!/bin/sh
# Prints one line without an end.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    yes x | tr -d '\n'
}

keep
