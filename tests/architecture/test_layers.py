"""The direction of calls, as declared in pyproject.toml."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_every_import_keeps_the_contracts():
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
