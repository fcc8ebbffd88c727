"""Reading a municipality's data files, with one clear line for whatever is wrong in them."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any


class Kind(Enum):
    """What a value must be, in the words of the error."""

    TEXT = "空でない文字"
    NUMBER = "1以上の数"
    FLAG = "true か false"
    DAY = "日付（2026-04-01 の形）"
    TEXTS = '文字の並び（["…", "…"] の形）'
    LISTS = "一覧の名ごとの並び"
    TITLES = '一覧の名ごとの題（名 = "題" の形）'


@dataclass(frozen=True)
class Shape:
    """The keys of an entry; `distinct` are those that together name it, `is_many` when it is one of several."""

    needed: "dict[str, Kind | Shape]"
    allowed: dict[str, Kind] = field(default_factory=dict)
    distinct: tuple[str, ...] = ("code",)
    is_many: bool = True


IMPLEMENTATION = Shape({"name": Kind.TEXT, "method": Kind.TEXT, "sites": Kind.NUMBER}, distinct=("name",))
UNDERTAKING = Shape(
    {"name": Kind.TEXT, "divisions": Kind.TEXTS, "duties": Kind.TEXTS, "implementations": IMPLEMENTATION},
    {"note": Kind.TEXT},
    distinct=("name",),
)
MUNICIPALITY = Shape(
    {"code": Kind.TEXT, "name": Kind.TEXT, "declared_purpose": Kind.TEXT, "contact": Kind.TEXT},
    {"packet_days": Kind.NUMBER, "monitoring_months": Kind.NUMBER, "consent_age": Kind.NUMBER},
    is_many=False,
)
AGENCY = Shape(
    {"code": Kind.TEXT, "name": Kind.TEXT, "kind": Kind.TEXT, "duty": Kind.TEXT},
    {
        "public": Kind.FLAG,
        "host": Kind.FLAG,
        "csw": Kind.FLAG,
        "resident_run": Kind.FLAG,
        "quiet": Kind.FLAG,
        "secretariat_of": Kind.TEXTS,
        "supporting": Kind.FLAG,
        "takes_consultations": Kind.FLAG,
        "per_district": Kind.FLAG,
        "sites": Kind.NUMBER,
        "desk_name": Kind.TEXT,
        "fields": Kind.TEXTS,
        "phone": Kind.TEXT,
        "desk_phone": Kind.TEXT,
    },
)
BODY = Shape(dict.fromkeys(("code", "name", "role", "position", "set_up_by", "place"), Kind.TEXT))
CHOICE = Shape(
    {"code": Kind.TEXT, "label": Kind.TEXT},
    {"valid_from": Kind.DAY, "valid_to": Kind.DAY, "is_reported": Kind.FLAG},
)
MATTER = Shape(
    {"code": Kind.TEXT, "label": Kind.TEXT, "at": Kind.TEXTS},
    {"hint": Kind.TEXT, "is_required": Kind.FLAG, "valid_from": Kind.DAY, "valid_to": Kind.DAY},
)
TEXT = Shape(
    {"code": Kind.TEXT, "version": Kind.TEXT, "title": Kind.TEXT, "body": Kind.TEXT, "valid_from": Kind.DAY},
    distinct=("code", "version"),
)
PAPER = Shape(
    {"code": Kind.TEXT, "version": Kind.TEXT, "title": Kind.TEXT, "file": Kind.TEXT, "valid_from": Kind.DAY},
    distinct=("code", "version"),
)
FORM_ITEM = Shape(
    {"code": Kind.TEXT, "label": Kind.TEXT, "kind": Kind.TEXT},
    {
        "help": Kind.TEXT,
        "list": Kind.TEXT,
        "columns": Kind.TEXTS,
        "is_required": Kind.FLAG,
        "is_reported": Kind.FLAG,
        "class": Kind.TEXT,
        "shown_by": Kind.TEXT,
        "shown_for": Kind.TEXTS,
    },
)
FORM = Shape(
    {
        "code": Kind.TEXT,
        "title": Kind.TEXT,
        "version": Kind.NUMBER,
        "valid_from": Kind.DAY,
        "sections": Shape({"code": Kind.TEXT, "title": Kind.TEXT, "items": FORM_ITEM}, {"help": Kind.TEXT}),
    },
    distinct=("code", "version"),
)
FILES = {
    "provision.toml": Shape(
        {
            "fiscal_year": Kind.NUMBER,
            "methods": Kind.TEXTS,
            "municipality": MUNICIPALITY,
            "districts": Shape({"code": Kind.TEXT, "name": Kind.TEXT}),
            "agencies": AGENCY,
            "programmes": Shape(
                {"code": Kind.TEXT, "name": Kind.TEXT, "place": Kind.TEXT, "undertakings": UNDERTAKING}
            ),
            "bodies": BODY,
            "harmonised_plans": Shape({"name": Kind.TEXT}, distinct=("name",)),
        }
    ),
    "choices.toml": Shape(
        {"choices_valid_from": Kind.DAY, "choice_titles": Kind.TITLES, "choices": Kind.LISTS}
    ),
    "matters.toml": Shape({"matters": MATTER}),
    "deadlines.toml": Shape(
        {
            "deadlines": Shape(
                {"code": Kind.TEXT, "label": Kind.TEXT, "amount": Kind.NUMBER, "unit": Kind.TEXT}
            )
        }
    ),
    "texts.toml": Shape({"texts": TEXT}),
    "papers.toml": Shape({"papers": PAPER}),
    "assessment.toml": Shape(
        {
            "form_lists_valid_from": Kind.DAY,
            "form_list_titles": Kind.TITLES,
            "form_lists": Kind.LISTS,
            "forms": FORM,
        }
    ),
}


def read_provision(folder: Path) -> dict[str, Any]:
    """Everything the files of a folder say, checked; the keys are those of `FILES`.

    Raises ValueError with one line: the file, the key, what is wrong and what to do.
    """
    data: dict[str, Any] = {}
    for name, shape in FILES.items():
        told = _parsed(folder / name)
        _check(name, told, shape)
        data |= told
    for name, lists, titles in (
        ("choices.toml", data["choices"], data["choice_titles"]),
        ("assessment.toml", data["form_lists"], data["form_list_titles"]),
    ):
        demand_keys(f"{name}: 一覧の題", titles, tuple(lists))
        for list_code, items in lists.items():
            _check_entries(f"{name}: 一覧「{list_code}」", items, CHOICE)
    for paper in data["papers"]:
        paper["body"] = _read(folder / paper["file"])
    for programme in data["programmes"]:
        _check_methods(programme, data["methods"])
    for mark in ("host", "csw"):
        _demand_one(data["agencies"], mark)
    _check_fields(data["agencies"], {item["code"] for item in data["choices"].get("field", ())})
    return data


def demand_keys(where: str, entry: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Raise ValueError naming what an entry lacks."""
    missing = [key for key in keys if key not in entry]
    if missing:
        raise ValueError(f"{where}: {'・'.join(missing)}がありません。書き足してください。")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise ValueError(
            f"{path.name}: {path.parent} に見つかりません。フォルダの名前を確かめてください。"
        ) from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: 読めません（{error}）。UTF-8で保存し直してください。") from error


def _parsed(path: Path) -> dict[str, Any]:
    text = _read(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: 読めません（{error}）。その行の書き方を直してください。") from error


def _check(where: str, entry: Any, shape: Shape) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: 「キー = 値」の組ではありません。ほかの項目と同じ形に直してください。")
    demand_keys(where, entry, tuple(shape.needed))
    known: dict[str, Kind | Shape] = {**shape.needed, **shape.allowed}
    for key, value in entry.items():
        wanted = known.get(key)
        if wanted is None:
            raise ValueError(f"{where}: 「{key}」というキーはありません。つづりを確かめてください。")
        if isinstance(wanted, Kind):
            if not _is(value, wanted):
                raise ValueError(f"{where}: {key} が違います。{wanted.value}を書いてください。")
        elif wanted.is_many:
            _check_entries(f"{where} {key}" if ":" in where else f"{where}: {key}", value, wanted)
        else:
            _check(f"{where}: {key}", value, wanted)


def _check_entries(where: str, entries: Any, shape: Shape) -> None:
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{where}: 一つもありません。計画の表を見て書き足してください。")
    seen = set()
    for place, entry in enumerate(entries, 1):
        _check(f"{where}の{place}番目{_called(entry)}", entry, shape)
        name = tuple(entry[key] for key in shape.distinct)
        if name in seen:
            told = "・".join(str(part) for part in name)
            raise ValueError(
                f"{where}: {'・'.join(shape.distinct)}「{told}」が二度書かれています。一つにしてください。"
            )
        seen.add(name)


def _called(entry: Any) -> str:
    """The name a person would look for in the file."""
    name = entry.get("name") or entry.get("code") if isinstance(entry, dict) else None
    return f"（{name}）" if name else ""


def _is(value: Any, kind: Kind) -> bool:
    match kind:
        case Kind.TEXT:
            return isinstance(value, str) and bool(value.strip())
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 1
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.DAY:
            return isinstance(value, date) and not isinstance(value, datetime)
        case Kind.TEXTS:
            return isinstance(value, list) and bool(value) and all(_is(one, Kind.TEXT) for one in value)
        case Kind.LISTS:
            return isinstance(value, dict) and bool(value)
        case Kind.TITLES:
            return isinstance(value, dict) and all(_is(one, Kind.TEXT) for one in value.values())


def _check_methods(programme: dict[str, Any], methods: list[str]) -> None:
    for undertaking in programme["undertakings"]:
        for line in undertaking["implementations"]:
            if line["method"] not in methods:
                raise ValueError(
                    f"provision.toml: {programme['name']}「{undertaking['name']}」の{line['name']}: "
                    f"method「{line['method']}」はありません。{'・'.join(methods)}のどれかを書いてください。"
                )


def _check_fields(agencies: list[dict[str, Any]], known: set[str]) -> None:
    for agency in agencies:
        strange = [code for code in agency.get("fields", ()) if code not in known]
        if strange:
            raise ValueError(
                f"provision.toml: agencies（{agency['name']}）: fields「{strange[0]}」は、choices.toml の一覧「field」に"
                "ありません。一覧にある記号を書いてください。"
            )


def _demand_one(agencies: list[dict[str, Any]], mark: str) -> None:
    marked = [agency["name"] for agency in agencies if agency.get(mark)]
    if len(marked) != 1:
        told = "・".join(marked) or "なし"
        raise ValueError(
            f"provision.toml: agencies: {mark} = true の機関は一つです（いま: {told}）。一つだけに付けてください。"
        )
