"""The genograms and the ecomap of the guide, drawn anew from the fictional families that the tests use (`make pictures`)."""

from pathlib import Path

from kasane.diagrams.ecomap import ecomap
from kasane.diagrams.genogram import genogram
from kasane.diagrams.surroundings import Direction, Outside, OutsideKind, Strength
from tests.diagrams.families import PATTERNS

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "guide" / "images"
NAMES = {
    "8050": "8050",
    "remarriage": "saikon",
    "grandparents": "sofubo",
    "twins": "futago",
    "adopted": "youshi",
    "same_sex": "dousei",
    "unknown_father": "chichi-fumei",
    "seen_by_all": "mieru",
    "seen_by_some": "mienai",
    "in_laws": "sansedai",
    "double_care": "double-care",
    "many_children": "kyoudai",
}
SURROUNDINGS = (
    Outside(
        "南湖地域包括支援センター", strength=Strength.STRONG, direction=Direction.BOTH, lines=("母を担当",)
    ),
    Outside("福祉総合相談担当", direction=Direction.FROM),
    Outside("民生委員", OutsideKind.PERSON, Strength.WEAK, direction=Direction.FROM),
    Outside("市立病院 精神科", is_conflict=True, lines=("長男が受診をやめた",)),
    Outside("長女", OutsideKind.PERSON, Strength.WEAK, direction=Direction.FROM, lines=("母の世話",)),
    Outside("配食サービス", OutsideKind.RESOURCE, direction=Direction.FROM),
    Outside("前の職場", OutsideKind.WORK_OR_SCHOOL, Strength.WEAK),
    Outside(
        "図書館", OutsideKind.RESOURCE, Strength.STRONG, direction=Direction.TO, lines=("長男が毎週行く",)
    ),
)


def main() -> None:
    for pattern, name in NAMES.items():
        (IMAGES / f"14-{name}.svg").write_text(genogram(PATTERNS[pattern]).svg() + "\n", encoding="utf-8")
    picture = ecomap("浜田さんの世帯", SURROUNDINGS)
    (IMAGES / "14-ecomap.svg").write_text(picture.svg() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
