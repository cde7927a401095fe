"""The explorer: the pages that a browser opens, made on the server from the API's own answers."""
