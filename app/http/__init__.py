"""What every route shares: dependencies, problems, middleware."""
