"""Schema revisions, each a module in versions/, run by Alembic when an older store is opened.

A revision never imports the tables of today: it says itself what it changes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent


def known() -> set[str]:
    """The revisions that this program can start from."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(engine: Engine, file: Path | None, found: str) -> None:
    """Bring the schema to the newest revision in one transaction; an SQLite file is backed up beside it first."""
    from alembic import command

    if file is not None:
        from aggregator.store.backup import copy_file

        copy_file(file, file.with_name(f"{file.stem}-before-{found}{file.suffix}"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
