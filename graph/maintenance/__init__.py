"""What an operator runs: prepare, migrate, verify, replay."""
