#!/bin/sh
# Answers with nothing but the id.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b"}'
}

keep
