"""A local Bot API with a page in the browser, for the demonstration and the tests."""
