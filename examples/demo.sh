#!/bin/sh
# Reads a patch mail, shows the spec in it, and reports what was found. Needs kapi in PATH.
set -eu
cd "$(dirname "$0")/.."

show() {
	printf '\n$ %s\n' "$*"
	sh -c "$*"
}

show 'kapi -v list examples/getrandom.patch'
show 'kapi show getrandom examples/getrandom.patch'
show 'kapi lint examples/getrandom.patch'
show 'kapi extract examples/getrandom.patch | python3 examples/report.py'
show 'kapi evidence epoll_create1'
