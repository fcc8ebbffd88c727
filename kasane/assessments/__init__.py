"""Assessments: forms as versioned data, and what is answered on them about one person."""
