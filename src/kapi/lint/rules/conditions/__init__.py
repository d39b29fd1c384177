"""What x-when, x-after, x-order and x-id say."""
