"""The append-only record: audit entries, and what stood before an amendment."""
