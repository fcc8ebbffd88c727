"""家族図: the genogram, the ecomap, the 年表, and what they are drawn from."""
