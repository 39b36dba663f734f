"""The reception desk's pages in a browser: rendered on the server, no build step, nothing from elsewhere."""
