#!/bin/sh
# Prints lines without an end.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    yes 'still thinking'
}

keep
