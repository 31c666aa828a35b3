"""The control API: what persons do, how the world stands, and faults on order. Loopback only, no rights."""
