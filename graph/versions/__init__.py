"""What a version of an item is. Pure."""
