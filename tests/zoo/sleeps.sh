#!/bin/sh
# Takes for ever.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    sleep 60
}

keep
