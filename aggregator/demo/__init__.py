"""A sample newsroom of invented publishers, served on loopback: the demo and the end-to-end test."""
