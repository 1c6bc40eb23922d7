#!/bin/sh
# Spreads its answer over lines.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '{\n  "id": "b",\n  "facts": []\n}\n'
}

keep
