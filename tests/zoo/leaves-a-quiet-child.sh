#!/bin/sh
# Answers and leaves a child that holds nothing.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    sleep 60 </dev/null >/dev/null 2>&1 &
    answer b
}

keep
