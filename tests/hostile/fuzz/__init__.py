"""The real dispatcher, fed thousands of hostile updates in this process; `tests.hostile` itself does it by HTTP."""
