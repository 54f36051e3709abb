"""The one room that speaks to a database: the store, its statements and queries, the embedded engine."""
