#!/bin/sh
# Answers with the list of facts alone.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '[]'
}

keep
