#!/bin/sh
# Answers and leaves a child that holds its output.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    sleep 60 &
    answer b
}

keep
