"""The browser: URLs, access, forms, views."""
