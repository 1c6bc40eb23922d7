#!/bin/sh
# Answers and ends well.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer b
    exit 0
}

keep
