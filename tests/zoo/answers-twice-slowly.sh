#!/bin/sh
# Answers, and after a while answers again.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer b
    sleep 0.3
    answer b
}

keep
