#!/bin/sh
# Answers without the id.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"facts":[]}'
}

keep
