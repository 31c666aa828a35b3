"""Gettext catalogues: zh_CN and en."""
