"""Pictures drawn from plain values: genogram and ecomap as SVG, each with the same told in words."""
