#!/bin/sh
# Ends well and says nothing.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    exit 0
}

keep
