"""Read models. Nothing below imports them."""
