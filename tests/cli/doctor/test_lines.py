"""The table and its twin for programs say the same."""

import json

from kasane.cli.doctor.lines import as_json, bad, good, look, table

LINES = [
    good("product", "製品", "0.2.0"),
    look("https", "HTTPS", "使っていません", "HTTPSにします。"),
    bad("roles", "役", "ありません", "kasane migrate"),
]


def test_each_line_and_below_it_what_to_do() -> None:
    assert table(LINES).splitlines() == [
        "○ 製品   0.2.0",
        "△ HTTPS  使っていません",
        "          → HTTPSにします。",
        "× 役     ありません",
        "          → kasane migrate",
        "",
        "直すこと（×）が1、確かめておくこと（△）が1あります。",
    ]
    assert table(LINES[:1]).endswith("どれも良好です。")


def test_a_program_learns_each_mark_and_whether_all_is_well() -> None:
    told = json.loads(as_json(LINES))
    assert [line["mark"] for line in told["lines"]] == ["○", "△", "×"]
    assert told["ok"] is False
    assert json.loads(as_json(LINES[:2]))["ok"] is True, "what wants looking at fails nobody"
