"""The record of seeing (操作記録): append-only, sealed into a hash chain."""
