#!/bin/sh
# Answers for an article that nobody asked for.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    answer zebra
}

keep
