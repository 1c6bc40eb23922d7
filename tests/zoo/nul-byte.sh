#!/bin/sh
# Writes a NUL byte.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{"id":"b","facts":["\000"]}\n'
}

keep
