"""Tests of the site, in the browser too."""
