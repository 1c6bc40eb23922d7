#!/bin/sh
# Answers with NaN.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":[{"type":"flood","confidence":NaN}]}'
}

keep
