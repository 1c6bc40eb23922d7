#!/bin/sh
# Talks before it answers.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo 'Loading model...'
    answer b
}

keep
