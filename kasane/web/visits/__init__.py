"""Visits: the desk's calendar, the page for the way there, cautions."""
