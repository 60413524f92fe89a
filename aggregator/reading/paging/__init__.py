"""The next page of a listing."""
