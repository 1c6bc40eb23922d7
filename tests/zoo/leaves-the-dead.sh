#!/bin/sh
# Leaves sessions with an empty environment that end at once, and answers a while later.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    for _ in 1 2 3 4 5 6 7 8; do (setsid env -i true &); done
    sleep 2
    answer b
}

keep
