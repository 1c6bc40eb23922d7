#!/bin/sh
# Answers and leaves a daemon: forked twice, in a session of its own.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    (setsid sh -c 'sleep 60 & sleep 60 &' </dev/null >/dev/null 2>&1 &)
    sleep 0.2
    answer b
}

keep
