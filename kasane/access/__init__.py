"""Who acts, what they may ask for, and the one rule by which anything is read."""
