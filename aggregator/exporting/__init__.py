"""Exports for analysts: the same fields in every format, streamed, citable."""
