"""Writing about persons: who they are, 支援措置, and whether two are one."""
