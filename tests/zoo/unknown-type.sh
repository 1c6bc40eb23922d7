#!/bin/sh
# Answers with a type that nobody asked for.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":[{"type":"tornado","slots":{}}]}'
}

keep
