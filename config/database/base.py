"""PostgreSQL with parameters bound by the server, which keeps a statement planned that is asked again (0057)."""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.types.numeric import Int8


class Operations(DatabaseOperations):
    """Every whole number is bound eight bytes wide: Django takes some ids for four, and the rest would be cut off."""

    integerfield_type_map = dict.fromkeys(DatabaseOperations.integerfield_type_map, Int8)


class DatabaseWrapper(PostgreSQL):
    ops_class = Operations
