"""Reading a municipality's data files, with one clear line for whatever is wrong in them."""

import tomllib
from pathlib import Path
from typing import Any

FILES = ("provision", "choices", "matters", "deadlines", "texts")
METHODS = ("直営", "委託", "地域の福祉活動")
NEEDED: dict[str, tuple[str, ...]] = {
    "municipality": ("code", "name", "declared_purpose", "contact"),
    "districts": ("code", "name"),
    "agencies": ("code", "name", "kind", "duty"),
    "programmes": ("code", "name", "place", "undertakings"),
    "bodies": ("code", "name", "role", "position", "set_up_by", "place"),
    "harmonised_plans": ("name",),
    "matters": ("code", "label"),
    "deadlines": ("code", "label", "amount", "unit"),
    "texts": ("code", "version", "title", "body", "valid_from"),
}
UNDERTAKING = ("name", "divisions", "duties", "implementations")
IMPLEMENTATION = ("name", "method", "sites")


def read_provision(folder: Path) -> dict[str, Any]:
    """Everything the files of a folder say, checked.

    Raises ValueError with one line: the file, the place, what is wrong and what to do.
    """
    data: dict[str, Any] = {}
    for name in FILES:
        data |= _read(folder / f"{name}.toml")
    if not isinstance(data.get("fiscal_year"), int):
        raise ValueError("provision.toml: fiscal_year（4月の西暦）を数で書いてください。")
    for part, keys in NEEDED.items():
        if part not in data:
            raise ValueError(f"{folder.name}: 「{part}」がありません。計画の表を見て書き足してください。")
        entries = data[part] if isinstance(data[part], list) else [data[part]]
        for place, entry in enumerate(entries, 1):
            demand_keys(f"{part}の{place}番目", entry, keys)
        _demand_distinct(part, entries)
    for programme in data["programmes"]:
        _check_programme(programme)
    return data


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(
            f"{path.name}が{path.parent}にありません。フォルダの名前を確かめてください。"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}を読めません（{error}）。その行の書き方を直してください。") from error


def _check_programme(programme: dict[str, Any]) -> None:
    for undertaking in programme["undertakings"]:
        demand_keys(f"{programme['name']}の事業名", undertaking, UNDERTAKING)
        where = f"{programme['name']}「{undertaking['name']}」"
        for line in undertaking["implementations"]:
            demand_keys(where, line, IMPLEMENTATION)
            if line["method"] not in METHODS:
                known = "・".join(METHODS)
                raise ValueError(
                    f"{where}: 実施方式「{line['method']}」はありません。{known}のどれかを書いてください。"
                )
            if not isinstance(line["sites"], int) or line["sites"] < 1:
                raise ValueError(f"{where}: 「{line['name']}」のか所（sites）を1以上の数で書いてください。")


def demand_keys(where: str, entry: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Raise ValueError naming what an entry lacks."""
    missing = [key for key in keys if key not in entry]
    if missing:
        raise ValueError(f"{where}: {'・'.join(missing)}がありません。書き足してください。")


def _demand_distinct(part: str, entries: list[dict[str, Any]]) -> None:
    if part == "texts":
        return
    codes = [entry["code"] if "code" in entry else entry["name"] for entry in entries]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"{part}: 記号「{'・'.join(twice)}」が二度書かれています。一つにしてください。")
