#!/bin/sh
# Makes sure that Chromium and Firefox are there for the end-to-end tests. Safe to repeat; quick when they are.
set -eu
cd "$(dirname "$0")/.."
exec npm exec --offline -- node test/browsers/install.ts
