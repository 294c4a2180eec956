"""What the screens of a review say: as values, for templates that only print them."""
