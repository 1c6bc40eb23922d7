#!/bin/sh
# Answers and leaves a session that holds its output.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    setsid sleep 60 &
    answer b
}

keep
