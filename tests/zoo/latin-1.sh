#!/bin/sh
# Writes ISO 8859-1.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{"id":"b","facts":[{"type":"caf\351"}]}\n'
}

keep
