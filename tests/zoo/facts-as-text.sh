#!/bin/sh
# Answers with facts that are no list.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":"none"}'
}

keep
