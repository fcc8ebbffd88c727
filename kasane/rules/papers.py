"""Papers that are taken in: which kinds, how large."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

LARGEST = 10 * 1024 * 1024
KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


# How a name may end for each kind; what a browser calls a photograph differs.
ENDINGS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
}


def media_type_of(content: bytes) -> str:
    """What a file is by its first bytes; empty for what is not taken in."""
    return next((kind for first, kind in KINDS.items() if content.startswith(first)), "")


@rule(
    "U-1",
    source="個人情報保護法66条",
    says="添付は PDF・JPEG・PNG に限り、10メガバイトまで。種類は中身で確かめる。",
)
def may_be_taken_in(content: bytes) -> Verdict:
    """Whether a file may be stored as a paper."""
    if len(content) > LARGEST:
        return _refused(
            "ファイルが大きすぎます（10メガバイトまで）。", "解像度を下げて取り込み直してください。"
        )
    if not media_type_of(content):
        return _refused(
            "PDF・JPEG・PNG のほかは添付できません。", "紙を読み取り直すか、写真に撮って添付してください。"
        )
    return allowed("U-1")


@rule(
    "U-1",
    source="個人情報保護法66条",
    says="添付の名前の終わりが、中身の種類と合わないものは受け取らない。",
)
def may_bear_its_name(name: str, content: bytes) -> Verdict:
    """Whether a file is what its name says, if it says anything; the name itself is kept nowhere. What is no paper at
    all is not asked here."""
    kind, (_, point, ending) = media_type_of(content), name.lower().rpartition(".")
    if not kind or not point or ending in ENDINGS[kind]:
        return allowed("U-1")
    return _refused(
        f"ファイルの名前の終わり（.{ending[:10]}）が、中身（{SUFFIXES[kind].upper()}）と違います。",
        "正しい種類で保存し直してから、添付してください。",
    )


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis="個人情報保護法66条", rule="U-1", remedy=remedy)
