"""Tests of the engine, the report, and what is kept of one."""
