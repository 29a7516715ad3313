#!/bin/sh
# Style, types, architecture: lint.sh <virtual environment>
set -e
"$1/bin/ruff" check .
"$1/bin/ruff" format --check --quiet .
"$1/bin/basedpyright" --level error
"$1/bin/lint-imports" --no-cache
