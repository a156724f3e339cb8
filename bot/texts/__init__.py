"""The words people read and the keyboards they tap."""
