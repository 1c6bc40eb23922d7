#!/bin/sh
# Writes 100 MB of warnings, and answers.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    yes 'warning: this is only a warning' | head -c 100000000 >&2
    answer b
}

keep
