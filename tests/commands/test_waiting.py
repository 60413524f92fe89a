"""A long pass says on a terminal how far it is, and changes nothing of what passes."""

import io
import sys

import pytest

from aggregator.commands.waiting import STEP, counted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_hears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted(range(3 * STEP), "counting")) == list(range(3 * STEP))
    assert capsys.readouterr().err == ""


def test_a_terminal_hears_what_is_done_unless_lines_are_printed_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(counted(range(3), "counting", shown=False)) == [0, 1, 2]
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]
    assert list(counted(range(3), "counting")) == [0, 1, 2]
    assert "counting" in sys.stderr.getvalue()  # type: ignore[attr-defined]
