#!/bin/sh
# Answers twice in one go.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '%s\n%s\n' "$(answer b)" "$(answer b)"
}

keep
