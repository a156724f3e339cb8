"""The house is in order: layers, dependencies, and nothing in the tree that does not belong."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Spelled in two halves, so that this file does not hold what it looks for.
_FOREIGN = {
    "a package registry's host": r"py" + r"pi\.org|pythonhosted\.org|registry\.npmjs",
    "a number of an issue": r"\b(?:issue|ticket|pull request)s? " + r"#?\d",
    "a path of somebody's machine": r"(?<![\w./])/(?:home|Users|root)/" + r"\w",
}


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 -- found by PATH
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a workbook or another binary sample
    yield from enumerate(text.splitlines(), 1)


def test_each_module_of_bot_is_named_in_the_layers_contract() -> None:
    (layers,) = [
        contract["layers"]
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    named = {name.strip() for layer in layers for name in layer.split("|")}
    rooms = {
        f"bot.{path.stem}"
        for path in (ROOT / "bot").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
    }
    assert rooms | {"handlers", "storage"} == named


def test_no_package_below_tests_shadows_one_of_ours() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_every_dependency_is_pinned_with_hashes() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=!~ ]", each)[0].lower().replace("_", "-") for each in wanted}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(
        r"^([a-z0-9.-]+)(?:\[[^]]*\])?==\S+(?: ;[^\\\n]*)? \\\n +--hash", lock, re.MULTILINE
    )
    assert names - {name.replace("_", "-") for name in pinned} == set()


@pytest.mark.parametrize("what", _FOREIGN)
def test_nothing_in_the_tree_names(what: str) -> None:
    pattern = re.compile(_FOREIGN[what], re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _tracked()
        for number, line in _lines(path)
        if pattern.search(line)
    ]
    assert found == []


def test_the_readme_says_at_its_top_how_to_try_it_and_how_to_test_it() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8")[:1500]
    assert "make demo" in top
    assert "make test" in top


def test_a_suppression_names_its_rule_and_its_reason() -> None:
    bare = re.compile(r"#\s*(?:noqa(?!: [A-Z]+\d+.*\s(?:-+|#) \S)|type: ignore(?!\[))")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _tracked()
        if path.suffix == ".py" and path != Path(__file__)
        for number, line in _lines(path)
        if bare.search(line)
    ]
    assert found == []
