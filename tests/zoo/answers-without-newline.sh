#!/bin/sh
# Answers, leaves the line open and ends well.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{"id":"b","facts":[]}'
    exit 0
}

keep
