"""Loading the municipality's provision; safe to repeat: afterwards the year on record is what the data says."""

from typing import Any

from django.db import transaction

from kasane.directory.models import (
    Agency,
    Desk,
    District,
    HarmonisedPlan,
    Implementation,
    MeetingBody,
    Municipality,
    Programme,
    Undertaking,
)


@transaction.atomic
def load_provision(data: dict[str, Any], *, by: str) -> None:
    """Store municipality, districts, agencies and desks, and one fiscal year of the plan's tables.

    `data` is what `read_provision` returns. Lines of that year which are no longer told are removed, so that
    site counts never add up twice; agencies and desks stay, because records hang on them. Other years are
    untouched. Raises ValueError when the installation holds another municipality.
    """
    told = data["municipality"]
    if Municipality.objects.exclude(code=told["code"]).exists():
        raise ValueError(f"{by}: この設置には別の市町村が入っています。市町村ごとに設置を分けてください。")
    rest = {key: value for key, value in told.items() if key != "code"}
    Municipality.objects.update_or_create(code=told["code"], defaults=rest)
    districts = _load_districts(data["districts"])
    for order, agency in enumerate(data["agencies"]):
        for code, name, district in _places(agency, districts):
            _load_agency(agency, code=code, name=name, district=district, order=order)
    _load_year(data, year=data["fiscal_year"])


def _load_year(data: dict[str, Any], *, year: int) -> None:
    for order, programme in enumerate(data["programmes"]):
        _load_programme(programme, year=year, order=order)
    for order, body in enumerate(data["bodies"]):
        rest = {key: value for key, value in body.items() if key != "code"}
        MeetingBody.objects.update_or_create(
            fiscal_year=year, code=body["code"], defaults={**rest, "sort_order": order}
        )
    for plan in data["harmonised_plans"]:
        HarmonisedPlan.objects.get_or_create(fiscal_year=year, name=plan["name"])
    _forget_untold(data, year=year)


def _forget_untold(data: dict[str, Any], *, year: int) -> None:
    """Remove the lines of a year that the data no longer has, the innermost first."""
    told = {
        (programme["code"], undertaking["name"], line["name"])
        for programme in data["programmes"]
        for undertaking in programme["undertakings"]
        for line in undertaking["implementations"]
    }
    for line in Implementation.objects.filter(undertaking__programme__fiscal_year=year).select_related(
        "undertaking__programme"
    ):
        if (line.undertaking.programme.code, line.undertaking.name, line.name) not in told:
            line.delete()
    # Every undertaking told has a line, so one without lines is no longer told; so with programmes.
    Undertaking.objects.filter(programme__fiscal_year=year, implementations=None).delete()
    Programme.objects.filter(fiscal_year=year, undertakings=None).delete()
    of_year = MeetingBody.objects.filter(fiscal_year=year)
    of_year.exclude(code__in=[body["code"] for body in data["bodies"]]).delete()
    plans = HarmonisedPlan.objects.filter(fiscal_year=year)
    plans.exclude(name__in=[plan["name"] for plan in data["harmonised_plans"]]).delete()


def _load_districts(districts: list[dict[str, Any]]) -> list[District]:
    return [
        District.objects.update_or_create(
            code=district["code"], defaults={"name": district["name"], "sort_order": order}
        )[0]
        for order, district in enumerate(districts)
    ]


def _places(agency: dict[str, Any], districts: list[District]) -> list[tuple[str, str, District | None]]:
    """The agencies one entry stands for: one, one a district, or a number of sites."""
    code, name = agency["code"], agency["name"]
    if agency.get("per_district"):
        return [(f"{code}-{d.code}", f"{name}（{d.name}）", d) for d in districts]
    if agency.get("sites", 1) > 1:
        return [(f"{code}-{n}", f"{name} 第{n}", None) for n in range(1, agency["sites"] + 1)]
    return [(code, name, None)]


def _load_agency(
    told: dict[str, Any], *, code: str, name: str, district: District | None, order: int
) -> None:
    agency, _ = Agency.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": told["kind"],
            "is_public_body": told.get("public", False),
            "is_supporting": told.get("supporting", True),
            "phone": told.get("phone", ""),
            "sort_order": order,
        },
    )
    Desk.objects.update_or_create(
        code=code,
        defaults={
            "agency": agency,
            "name": told.get("desk_name", name),
            "duty": told["duty"],
            "district": district,
            "is_host": told.get("host", False),
            "is_csw": told.get("csw", False),
            "is_resident_run": told.get("resident_run", False),
            "is_quiet": told.get("quiet", False),
            "secretariat_of": told.get("secretariat_of", []),
            "takes_consultations": told.get("takes_consultations", True),
            "fields": told.get("fields", []),
            "phone": told.get("desk_phone", ""),
        },
    )


def _load_programme(told: dict[str, Any], *, year: int, order: int) -> None:
    programme, _ = Programme.objects.update_or_create(
        fiscal_year=year,
        code=told["code"],
        defaults={"name": told["name"], "place": told["place"], "sort_order": order},
    )
    for place, line in enumerate(told["undertakings"]):
        undertaking, _ = Undertaking.objects.update_or_create(
            programme=programme,
            name=line["name"],
            defaults={
                "divisions": line["divisions"],
                "duties": line["duties"],
                "note": line.get("note", ""),
                "sort_order": place,
            },
        )
        for rank, who in enumerate(line["implementations"]):
            Implementation.objects.update_or_create(
                undertaking=undertaking,
                name=who["name"],
                defaults={"method": who["method"], "sites": who["sites"], "sort_order": rank},
            )
