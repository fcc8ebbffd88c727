"""The genogram (家族図): who is in the family, three generations and more, drawn by the usual signs."""

from kasane.diagrams.genogram.picture import Genogram, genogram

__all__ = ["Genogram", "genogram"]
