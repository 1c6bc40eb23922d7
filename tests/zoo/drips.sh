#!/bin/sh
# Answers a byte at a time and never comes to an end.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{"id":"b","facts":['
    while :; do
        printf ' '
        sleep 0.1
    done
}

keep
