"""Slips that are cut apart and handed out: to whom, their user id and first password, and what to do with it."""

from dataclasses import dataclass

from kasane.documents.press import Layout

BODY = """
#let values = json(bytes(sys.inputs.values))
#set document(title: "はじめのパスワード")
#set page(paper: "a4", margin: 15mm)
#set text(font: "Noto Sans CJK JP", size: 10pt, lang: "ja")
#for slip in values.slips {
  block(breakable: false, width: 100%, stroke: (bottom: (paint: luma(120), dash: "dashed")), inset: (y: 5mm))[
    #text(weight: "bold", size: 12pt)[#slip.name さん]　重ね（Kasane）のはじめのパスワード
    #grid(columns: (34mm, 1fr), row-gutter: 3mm,
      [ユーザーID], text(size: 13pt, tracking: 0.06em, ligatures: false, slip.username),
      [はじめのパスワード], text(size: 13pt, tracking: 0.06em, ligatures: false, slip.password),
      [使える期限], slip.until,
    )
    #text(size: 9pt)[サインインすると、確認コードかパスキーを準備し、ご自分のパスワードを決めます。決めたら、この紙は裁断してください。]
  ]
}
"""


@dataclass(frozen=True)
class Slip:
    """What one person is handed; `until` is the last day in words."""

    name: str
    username: str
    password: str
    until: str


def slips() -> Layout:
    """The sheet of slips; it needs nothing of a city's own look."""
    return Layout(BODY, "")
