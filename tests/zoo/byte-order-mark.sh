#!/bin/sh
# Begins with a byte order mark.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '\357\273\277%s\n' "$(answer b)"
}

keep
