"""What was printed, as who acts may know it."""

from kasane.directory.queries import staff_names
from kasane.prints.models import PrintedPaper

MOST = 200


def prints_of(case: int) -> list[tuple[PrintedPaper, str]]:
    """The newest papers of a case with who printed them."""
    papers = list(PrintedPaper.objects.filter(case_id=case).order_by("-written_at")[:MOST])
    names = staff_names({paper.written_by for paper in papers})
    return [(paper, names.get(paper.written_by, "")) for paper in papers]
