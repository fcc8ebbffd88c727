"""Writes kasane/japanese/variants.tsv from the MJ縮退マップ (needs jntajis-python, at generation only).

Run from the project root: python -m tools.generate_variants
"""

import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from jntajis import MJShrinkSchemeCombo, mj_shrink_candidates

TARGET = Path(__file__).resolve().parent.parent / "kasane" / "japanese" / "variants.tsv"

HEADER = """\
# 異体字 → 代表字。各行は「代表字・級・異体字」(タブ区切り)。tools/generate_variants.py が作る。手で直さない。
# 出典: MJ縮退マップ・MJ文字一覧表 (独立行政法人情報処理推進機構 IPA 作成、一般社団法人文字情報技術促進協議会 公開)、
#       jntajis-python を通して取得し、一字に定まらないものを除き、代表字へまとめた。
# 許諾: クリエイティブ・コモンズ 表示-継承 2.1 日本 (CC BY-SA 2.1 JP)。この表もこの許諾による。
# 級: same = 同じ字の書きかた。weak = 別の字だが、氏名ではしばしば取りちがえて書かれる。
"""

KANJI = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))

# A representative lies in JIS X 0208: a group of rarities alone folds no name anyone types.
COMMON = 1

# Pairs the maps give, but which are two different characters of names or daily words.
REFUSED = "吊弔 切功 功切 書昼 書晝 宍肉 玉王 着著 汎汍 尓示 傅伝 傅傳 誥詰 皀香 屓負 个介 关笑"

# Pairs the maps lack: forms exchanged by JIS C 6226 in 1983, 人名用漢字 with two accepted forms, and the
# simplified forms met in the surnames of residents from China.
ADDED = (
    "鯵鰺 鴬鶯 蛎蠣 撹攪 竃竈 潅灌 諌諫 頚頸 蕊蘂 靭靱 賎賤 壷壺 砺礪 梼檮 涛濤 迩邇 蝿蠅 桧檜 侭儘 薮藪 篭籠 "
    "尭堯 槙槇 遥遙 瑶瑤 巌巖 穣穰 桝枡 倶俱 晃晄 痩瘦 曽曾 麹麴 旗籏 宜冝 "
    "陳陈 張张 楊杨 趙赵 鄭郑 孫孙 馬马 羅罗 蕭萧 韓韩 馮冯 関关 門门 東东 車车 浜滨 沢泽 橋桥 島岛"
)

# Different characters, mixed up in names so often that a search must find both: the first stands for all.
WEAK = "斉斎 崎碕 坂阪 亘亙 凛凜 祇祗"


def plain(text: str) -> str:
    """The text in NFKC without variation selectors."""
    return unicodedata.normalize("NFKC", "".join(c for c in text if not 0xE0100 <= ord(c) <= 0xE01EF))


def rank(kanji: str) -> int:
    """How common a kanji is: 0 for JIS level 1, 1 for level 2, 2 for JIS X 0213, 3 and 4 for the rest."""
    for encoding, found in (("euc_jp", 1), ("euc_jis_2004", 2)):
        try:
            encoded = kanji.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(encoded) == 2:
            return 0 if found == 1 and encoded[0] - 0xA0 < 48 else found
        if found == 2:
            return found
    return 3 if ord(kanji) < 0x10000 else 4


def mapped_pairs() -> Iterator[tuple[str, str]]:
    """Every (variant, candidate) pair of the four MJ shrink schemes that is not refused."""
    for kanji in map(chr, chain.from_iterable(range(*block) for block in KANJI)):
        if plain(kanji) != kanji:
            continue
        found = chain.from_iterable(mj_shrink_candidates(kanji, scheme) for scheme in MJShrinkSchemeCombo)
        for candidate in sorted(set(map(plain, found)) - {kanji}):
            if len(candidate) == 1 and kanji + candidate not in REFUSED.split():
                yield kanji, candidate


def candidates() -> dict[str, set[str]]:
    """Variant → candidates no rarer than itself; a pair pointing to a rarer form is turned round."""
    forward: dict[str, set[str]] = {}
    backward: dict[str, set[str]] = {}
    for kanji, candidate in mapped_pairs():
        if rank(candidate) <= rank(kanji):
            forward.setdefault(kanji, set()).add(candidate)
        else:
            backward.setdefault(candidate, set()).add(kanji)
    for kanji, commoner in backward.items():
        forward.setdefault(kanji, commoner)
    for pair in ADDED.split():
        forward[pair[1]] = {pair[0]}
        forward.get(pair[0], set()).discard(pair[1])
    return forward


def representative(kanji: str, forward: dict[str, set[str]], seen: tuple[str, ...] = ()) -> str | None:
    """The one form a kanji leads to, or None when its candidates disagree."""
    if kanji in seen:
        return min(seen[seen.index(kanji) :], key=lambda form: (rank(form), form))
    if not forward.get(kanji):
        return kanji
    reached = {representative(candidate, forward, (*seen, kanji)) for candidate in forward[kanji]}
    return reached.pop() if len(reached) == 1 else None


def table() -> dict[tuple[str, str], list[str]]:
    """(representative, class) → variants."""
    forward = candidates()
    weak = {form: group[0] for group in WEAK.split() for form in group[1:]}
    groups: dict[tuple[str, str], list[str]] = {}
    for kanji in sorted(forward):
        form = representative(kanji, forward)
        if form is not None and form != kanji and rank(form) <= COMMON:
            groups.setdefault((form, "same"), []).append(kanji)
    for kanji, form in weak.items():
        groups.setdefault((form, "weak"), []).append(kanji)
    return groups


def main() -> None:
    """Write the table."""
    lines = [f"{form}\t{strength}\t{''.join(forms)}" for (form, strength), forms in sorted(table().items())]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} 行")


if __name__ == "__main__":
    main()
