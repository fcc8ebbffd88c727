"""The desk's own ledgers, read under the same walls as its pages."""
