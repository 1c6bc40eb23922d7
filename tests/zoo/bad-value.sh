#!/bin/sh
# Answers with a count that is none.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":[{"type":"flood","slots":{"level":"6 5OO"}}]}'
}

keep
