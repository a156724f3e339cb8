"""What a person can say or tap: one module a conversation."""
