#!/bin/sh
# Wraps its answer in a fence of Markdown.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf '```json\n%s\n```\n' "$(answer b)"
}

keep
