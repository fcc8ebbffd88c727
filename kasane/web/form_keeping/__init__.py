"""様式: drafting the next version of a form, previewing it, publishing it from a date."""
