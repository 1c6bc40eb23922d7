#!/bin/sh
# Breaks off and ends well.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{"id":"b","facts":[{"type":'
    exit 0
}

keep
