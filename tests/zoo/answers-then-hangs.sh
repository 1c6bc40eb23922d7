#!/bin/sh
# Answers and does not end.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer b
    sleep 60
}

keep
