"""The benchmark (`make bench`): this project and what is used elsewhere, side by side, on the same talk, in one run."""
