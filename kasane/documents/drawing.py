"""The drawing process: layouts and values come in by a pipe, PDF files go out; it knows no database and no secret.

It is a process of its own because the fonts and the engine's memory do not belong in every web worker, and
because a layout is a program somebody may have got wrong: whoever asked can end it.
"""

import hashlib
import json
import re
import resource
import select
import sys
import tempfile
from pathlib import Path
from typing import Any

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import typst

from kasane.documents.characters import characters_of, printable
from kasane.documents.faults import fault_of

FACES = (Path(str(noto_cjk_sans_jp_regular.FONT_PATH)), Path(str(noto_cjk_sans_jp_bold.FONT_PATH)))
IDLE_SECONDS = 600
# What a layout gone wrong may take of the machine before the process ends; fonts and threads are mapped in it too.
MEMORY, FILES, LARGEST = 3 * 1024**3, 4 * 1024**2, 64 * 1024**2
GETA_SAID = "　〓は、この書体にない文字です。"
PAGE = re.compile(rb"/Type\s*/Page[^s]")


class Drawer:
    """The engine with its fonts loaded once; a layout's files stay in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(face.parent) for face in FACES],
        )
        self._has = characters_of(FACES[0])
        self._compilers: dict[str, typst.Compiler] = {}

    def draw(self, layout: str, look: str, values: dict[str, Any]) -> tuple[bytes, int]:
        """The form as PDF/UA-1, and how many pages it has; raises typst.TypstError for a layout that is wrong."""
        told, lacks = printable(values, self._has)
        if lacks:
            told["care"] += GETA_SAID
        content = self._compiler(layout, look).compile(
            format="pdf", sys_inputs={"values": json.dumps(told)}, pdf_standards=["ua-1"]
        )
        if not isinstance(content, bytes):
            raise TypeError
        return content, len(PAGE.findall(content))

    def _compiler(self, layout: str, look: str) -> typst.Compiler:
        mark = hashlib.sha256(f"{look}\0{layout}".encode()).hexdigest()
        if mark not in self._compilers:
            folder = self._folder / mark
            folder.mkdir()
            (folder / "look.typ").write_text(look, encoding="utf-8")
            (folder / "layout.typ").write_text(layout, encoding="utf-8")
            self._compilers[mark] = typst.Compiler(
                folder / "layout.typ", root=folder, font_paths=self._fonts, ignore_system_fonts=True
            )
        return self._compilers[mark]


def main() -> None:
    """Answer every line of JSON with a line (`ok` or `no`, bytes, pages) and the bytes; end when nobody asks."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    with tempfile.TemporaryDirectory(prefix="kasane-drawing-") as name:
        drawer = Drawer(Path(name))
        while select.select([asked], [], [], IDLE_SECONDS)[0] and (line := asked.readline()):
            told = json.loads(line)
            try:
                content, pages = drawer.draw(told["layout"], told["look"], told["values"])
                if len(content) > LARGEST:
                    content, pages = "ファイルが大きくなりすぎます".encode(), 0
                head = f"ok {len(content)} {pages}\n" if pages else ""
            except typst.TypstError as error:
                content, head = fault_of(str(error.message), str(error.diagnostic)).encode(), ""
            answered.write((head or f"no {len(content)} 0\n").encode() + content)
            answered.flush()


if __name__ == "__main__":
    main()
