"""The program's version, stamped on every row of a record."""

VERSION = "0.1.0"
