"""The layers hold: no module imports one above it, and Scrapy stays where the crawl is."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "aggregator"
LAYERS = (
    {"", "items", "errors", "strict"},
    {"text", "addresses", "dates", "languages", "stating", "home"},
    {"reading", "judging", "sources"},
    {"store"},
    {"publishing", "exporting"},
    {"monitoring", "reporting", "care"},
    {"spiders", "pipelines", "fetching", "settings"},
    {"commands", "demo"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
USES_SCRAPY = {"spiders", "pipelines", "fetching", "settings", "commands", "demo"}


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            module = node.module or ""
            found |= {f"{module}.{a.name}" for a in node.names} if module == "aggregator" else {module}
    return found


def part(module: str) -> str:
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_every_part_has_a_layer() -> None:
    parts = {file.relative_to(PACKAGE).parts[0].removesuffix(".py") for file in modules()}
    assert parts - {"__init__"} <= set(RANK), "a new part needs its place in LAYERS"


def test_no_module_imports_from_a_layer_above() -> None:
    wrong = []
    for file in modules():
        own = part("aggregator." + file.relative_to(PACKAGE).parts[0].removesuffix(".py"))
        if own == "__init__":
            continue  # the package's own front door loads late
        for module in imports(file):
            if module.startswith("aggregator.") and RANK.get(part(module), -1) > RANK[own]:
                wrong.append(f"{file.relative_to(PACKAGE)} imports {module}")
    assert wrong == []


def test_scrapy_is_imported_only_by_the_crawl() -> None:
    wrong = []
    for file in modules():
        own = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own not in USES_SCRAPY and any(m.split(".")[0] in ("scrapy", "twisted") for m in imports(file)):
            wrong.append(str(file.relative_to(PACKAGE)))
    assert wrong == []


def test_help_and_inspect_import_neither_scrapy_nor_the_store() -> None:
    import subprocess
    import sys

    for args in (["--help"], ["inspect", "--help"], ["inspect", __file__, "--json"]):
        code = (
            "import sys; sys.argv = ['aggregator'] + sys.argv[1:]\n"
            "from aggregator.commands import main\n"
            "try: main()\n"
            "except SystemExit as e: assert not e.code, e.code\n"
            "heavy = {'scrapy', 'twisted', 'sqlalchemy', 'pydantic'} & set(sys.modules)\n"
            "assert not heavy, heavy"
        )
        run = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
