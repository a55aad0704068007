"""Rows in and values out: people, clusters, sessions and answers on SQLite. Table classes never leave this package."""
