"""What `sayso lsp` tells an editor, by the Language Server Protocol."""
