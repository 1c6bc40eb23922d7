#!/bin/sh
# Stops itself, and nobody wakes it.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    kill -STOP $$
}

keep
