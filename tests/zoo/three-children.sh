#!/bin/sh
# Starts three children that never end, and waits for them.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    sleep 60 &
    sleep 60 &
    sleep 60 &
    wait
}

keep
