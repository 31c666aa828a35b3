"""Where the Chinese fonts lie: Noto Sans SC and Noto Serif SC, from a package of PyPI.

Each holds some 30 900 characters, rare ones of names among them, and no emoji. There is only the regular weight: who
needs a bold face thickens it.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"


def sans_path() -> Path:
    """Return the file of Noto Sans SC."""
    return _path("NotoSansSC-Regular.otf")


def serif_path() -> Path:
    """Return the file of Noto Serif SC."""
    return _path("NotoSerifSC-Regular.otf")


def font_folder() -> Path:
    """Return the folder that holds both files, which is what typst asks for."""
    return sans_path().parent


def _path(name: str) -> Path:
    path = Path(str(files("pylopdf_fonts_zh_cn") / name))
    if not path.is_file():
        raise FileNotFoundError(f"font {path}: not found; install the package pylopdf-fonts-zh-cn again")
    return path
