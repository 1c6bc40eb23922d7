#!/bin/sh
# Answers in prose.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo 'There is no flood in this article.'
}

keep
