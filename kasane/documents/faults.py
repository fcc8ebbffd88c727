"""What is wrong with a layout, in Japanese and with its line, from what the engine tells of it."""

import re

WHERE = re.compile(r"┌─ \S*?(\w+)\.typ:(\d+):\d+")
FILES = {"layout": "", "look": "帳票の見た目（共通）の"}
# (what the engine says, what it means); {0} is the name it speaks of.
MEANINGS = (
    (r"unknown variable: (\S+)", "「{0}」という名が、どこにも決められていません"),
    (r"unclosed delimiter", "開いたかっこが閉じられていません"),
    (r"unclosed string", "開いた引用符が閉じられていません"),
    (r"unexpected (.+)", "ここに書けないものがあります（{0}）"),
    (r"expected (.+), found (.+)", "「{0}」を書くところに「{1}」があります"),
    (r"expected (.+)", "「{0}」が足りません"),
    (r"missing argument: (.+)", "「{0}」が足りません"),
    (r"unexpected argument(?:: (.+))?", "ここに書けないものがあります（{0}）"),
    (r'dictionary does not contain key "(.+?)"', "「{0}」という符号が、この様式にありません"),
    (r"file not found", "ほかのファイルは読めません"),
    (r"path .+ would escape", "ほかのファイルは読めません"),
    (r"failed to download package", "外から部品を取り寄せることはできません"),
    (r"package not found", "外から部品を取り寄せることはできません"),
    (r"maximum .* depth exceeded", "同じところを呼び続けて、終わりません"),
    (r"condition is always true", "繰り返しが終わりません"),
    (r"loop seems to be infinite", "繰り返しが終わりません"),
    (r"missing alt text", "絵や図に、読み上げることば（alt）がありません"),
    (r"missing document title", "文書の題がありません。はじめに「#show: paper」と書いてください"),
    (r"panicked(?: with: (.+))?", "ひな形が自分で止めました（{0}）"),
)


def fault_of(message: str, diagnostic: str) -> str:
    """One sentence: in which line what is wrong; what is not known is told in the engine's own words."""
    place = WHERE.search(diagnostic)
    line = f"{FILES.get(place[1], '')}{place[2]}行目：" if place else ""
    return line + _meaning(message)


def _meaning(message: str) -> str:
    for told, meaning in MEANINGS:
        found = re.search(told, message)
        if found:
            return meaning.format(*(part or "" for part in found.groups())).replace("（）", "")
    return f"組版のことばで「{message}」"
