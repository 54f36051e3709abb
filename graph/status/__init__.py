"""What stores the statuses that `graph.staleness` decides."""
