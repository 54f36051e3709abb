"""Whether the files of a data folder are those that its owner left: a half-copied database answers and hides.

An owner that ends well writes down each file with its size and a sum of its content; one that runs writes
down where. So a copy that is not whole, and one that was made while somebody wrote, is refused before it is
opened. What a crash leaves behind is recovered by the engine from its log.
"""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from graph.database.embedded.errors import EmbeddedStartError

_NAME = "files.json"
_CHUNK = 1024 * 1024


def must_be_whole(folder: Path, files: Path) -> None:
    """Raise EmbeddedStartError where a folder is not as its owner left it, or was copied under its hands."""
    try:
        noted = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return  # new, or of a release that wrote nothing down
    except ValueError:
        raise _refused(folder, f"{_NAME} cannot be read") from None
    if "running" in noted:
        if noted["running"] != _identity(folder):
            raise _refused(folder, "it was copied while a service wrote to it")
        return
    now = dict(_sums(files))
    wrong = sorted(name for name in {*noted["files"], *now} if now.get(name) != noted["files"].get(name))
    if wrong:
        raise _refused(folder, f"{len(wrong)} files are missing or others, such as {wrong[0]}")


def note_running(folder: Path) -> None:
    """Write down that somebody writes to this very folder from now on."""
    _note(folder, {"running": _identity(folder)})


def note_stopped(folder: Path, files: Path) -> None:
    """Write down the files that are left."""
    _note(folder, {"files": dict(_sums(files))})


def _note(folder: Path, noted: object) -> None:
    fresh = folder / f"{_NAME}.new"
    fresh.write_text(json.dumps(noted), encoding="utf-8")
    fresh.chmod(0o600)
    fresh.replace(folder / _NAME)


def _identity(folder: Path) -> int:
    """Return what a folder keeps when it is renamed, and a copy of it has not."""
    return folder.stat().st_ino


def _sums(files: Path) -> Iterator[tuple[str, list[int]]]:
    for path in sorted(files.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(files)), [path.stat().st_size, _sum(path)]


def _sum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return total


def _refused(folder: Path, why: str) -> EmbeddedStartError:
    return EmbeddedStartError(
        f"The data folder {folder} is damaged or was not copied whole: {why}. Nothing was opened. Copy it "
        "again while no service uses it. Of a snapshot that was made of all files at one moment, remove "
        f"{_NAME} first."
    )
