#!/bin/sh
# Answers and leaves a session with an empty environment.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    setsid env -i ZOO="$ZOO" sleep 60 </dev/null >/dev/null 2>&1 &
    sleep 0.2
    answer b
}

keep
