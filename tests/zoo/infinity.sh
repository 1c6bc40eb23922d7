#!/bin/sh
# Answers with an infinite number.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":[{"type":"flood","confidence":-Infinity}]}'
}

keep
