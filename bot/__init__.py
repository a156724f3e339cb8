"""duban (督办): the application of a county's supervision office."""
