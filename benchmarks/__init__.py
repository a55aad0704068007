"""Measurements that the issues name a time for: `make bench`. They fail when the time is not held."""
