#!/bin/sh
# Answers and leaves a daemon that ignores SIGTERM and starts others.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    (setsid sh -c 'trap "" TERM HUP; while :; do sleep 0.2 & wait; done' </dev/null >/dev/null 2>&1 &)
    sleep 0.1
    answer b
}

keep
