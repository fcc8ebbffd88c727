"""Compartments (区画) and access grants (閲覧根拠), and the row-level security built on them."""
