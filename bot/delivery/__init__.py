"""What carries updates in and messages out, and loses neither."""
