"""Consultations, issues, case notes, team and lead agency."""
