"""匿名の議題 (M-7): people stand as letters with an age band until the sitting goes over to names."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

# By these a name of one character is told from the same character in another word.
AFTER_A_NAME = ("さん", "くん", "ちゃん", "君", "様", "氏")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def stand_in(position: int, age: int | None) -> str:
    """How the person at a position (from 0) is called: a letter that is nobody's initial, and a band of ten years."""
    band = (
        f"（{age // 10 * 10}代）"
        if age is not None and age >= 10
        else "（10歳未満）"
        if age is not None
        else ""
    )
    return f"{LETTERS[position % len(LETTERS)]}さん{band}"


@rule(
    "M-7",
    source="domain 2.2",
    says="匿名の議題には、対象の方の氏名も、姓や名だけも書けない。頭文字では匿名にならない。",
)
def may_stand_anonymous(text: str, names: tuple[str, ...]) -> Verdict:
    """Whether a text may stand in an anonymous item; `names` are those of the persons, whole and in parts."""
    told = tuple(dict.fromkeys(name for name in names if _stands_in(name, text)))
    if not told:
        return allowed("M-7")
    return refused(
        "匿名の議題に、氏名が書かれています。",
        basis="支援会議の運営（匿名での検討）",
        rule="M-7",
        remedy="「Aさん」のように書くか、議題を実名に切り替えてください。",
        details=told,
    )


def _stands_in(name: str, text: str) -> bool:
    if len(name) > 1:
        return name in text
    return any(name + after in text for after in AFTER_A_NAME)
