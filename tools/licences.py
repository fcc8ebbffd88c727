"""docs/generated/licences.md: what the product is made of, under which licences, and why each may be used."""

from collections.abc import Collection

from license_expression import LicenseExpression, get_spdx_licensing

from tools.bom import compiled_into, licence_within
from tools.libraries import DEVELOPED, SHIPPED, TABLES, licence_of, pins

# Names a licence of the list that SPDX itself does not hold.
SPDX = get_spdx_licensing()


def page() -> str:
    """The whole document; the same on every machine that installed the lock files."""
    shipped = pins(SHIPPED)
    names = {pin.name for pin in shipped}
    lines = [
        "# 使っているライブラリと、その許諾\n",
        "市が確かめるための表です。名と版は固定した一覧（requirements.lock）から、許諾はライブラリ自身の記載から",
        "取っています。記載のあいまいなものは、添えられた許諾の文を読んで決めました（※）。部品の一つ一つまでの",
        "一覧（SBOM、CycloneDX）は `make bom` で作れます。\n",
        f"## 配るもの（{len(shipped)}）\n",
        "| ライブラリ | 版 | 許諾 | 入るところ |",
        "|---|---|---|---|",
    ]
    lines += [f"| {pin.name} | {pin.version} | {_told(pin.name)} | {_where(pin.marker)} |" for pin in shipped]
    lines += [
        "\n## その中に入っているもの\n",
        "組み込まれた部品（Rustの部品など）の許諾も、テストが下の表と照らしています。ここには、ライブラリが自分では挙げていないものを書きます。\n",
        "| もの | どこに | 許諾 |",
        "|---|---|---|",
    ]
    lines += [f"| {one['name']} | {one['within']} | {one['licence']} |" for one in TABLES["carried"]]
    lines += ["\n## 認めている許諾と、そのわけ\n", "| 許諾 | わけ |", "|---|---|"]
    lines += [f"| {licence} | {why} |" for licence, why in TABLES["allowed"].items()]
    developed = [pin for pin in pins(DEVELOPED) if pin.name not in names]
    lines += [
        f"\n## 開発のときだけ使うもの（{len(developed)}）\n",
        "配りません。次の許諾は、ここでだけ認めています。\n",
        "| 許諾 | わけ |",
        "|---|---|",
        *(f"| {licence} | {why} |" for licence, why in TABLES["allowed_in_development"].items()),
        "",
        "、".join(f"{pin.name}（{_told(pin.name)}）" for pin in developed) + "。",
    ]
    return "\n".join(lines) + "\n"


def refused_in(expression: str, *, is_shipped: bool = True) -> set[str]:
    """The licences of an expression that stand in the way: of an OR, one that is allowed is enough."""
    more = {} if is_shipped else TABLES["allowed_in_development"]
    return _refused(SPDX.parse(expression), {**TABLES["allowed"], **more}.keys())


def refused_within() -> dict[str, str]:
    """Parts compiled into shipped libraries whose licence is known and not allowed: part → licence."""
    told = {
        f"{pin.name}: {one['name']}": licence_within(one)
        for pin in pins(SHIPPED)
        for one in compiled_into(pin)
    }
    return {part: licence for part, licence in told.items() if licence and refused_in(licence)}


def _refused(told: LicenseExpression, allowed: Collection[str]) -> set[str]:
    if str(told) in allowed:
        return set()
    inside = [_refused(one, allowed) for one in getattr(told, "args", ())]
    if not inside:
        return {str(told)}
    is_choice = told.operator.strip() == "OR"
    return set() if is_choice and not all(inside) else set().union(*inside)


def _told(name: str) -> str:
    (pin,) = [one for one in pins(DEVELOPED) if one.name == name]
    return licence_of(pin) + (" ※" if name in TABLES["read"] else "")


def _where(marker: str) -> str:
    return "Windows だけ" if marker == "sys_platform == 'win32'" else "どこでも"
