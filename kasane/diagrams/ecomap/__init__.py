"""The ecomap: a household in the middle, and round it who and what is tied to it."""

from kasane.diagrams.ecomap.picture import Ecomap, ecomap

__all__ = ["Ecomap", "ecomap"]
