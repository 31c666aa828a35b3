"""The process: settings, assembly, jobs, courier and command line."""
