#!/bin/sh
# Answers with one fact a line.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    for level in 7 8; do
        printf '{"type":"flood","slots":{"level":"%s"}}\n' "$level"
    done
}

keep
