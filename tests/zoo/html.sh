#!/bin/sh
# Answers with the error page of a server.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'
}

keep
