#!/bin/sh
# Answers for other articles too.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer a
    answer b
    answer c
}

keep
