#!/bin/sh
# Answers and crashes.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer b
    exit 3
}

keep
