"""The store under fire: killed processes, full and vanished disks, damaged files, many writers."""
