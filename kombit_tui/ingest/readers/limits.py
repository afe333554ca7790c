"""How much a file may hold, what reading it may cost, and how a child process is held to that.

A parser written in C or Rust can abort the whole process on a file of a few hundred bytes, so every
file is read in a child that has bound itself by `bind_myself` before it loads any parser.
"""

import sys

MAX_BYTES = 50 * 1024 * 1024
MAX_MEMORY = 768 * 1024 * 1024
MAX_CPU_SECONDS = 30
MAX_SECONDS = 45
MAX_ANSWER = 32 * 1024 * 1024
"""Bytes that are taken from a child."""
READING_SECONDS = 22
"""CPU time after which a reader hands over the pages it has."""

MAX_ENTRIES = 5_000
MAX_PART = 192 * 1024 * 1024
MAX_UNPACKED = 384 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024
"""Smaller parts may be packed as tightly as they like."""

MAX_PAGES = 300
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
MAX_CELLS_TEXT = 28_000_000
"""Bytes of text in all cells of a spreadsheet; more would not fit into an answer."""
MAX_LINE = 1024 * 1024
MAX_LINES = 500_000
MAX_PATHS = 20_000
MAX_LETTERS = 50_000
MAX_LINKS = 1_000
MAX_LINK = 2_000
MAX_ATTACHMENTS = 30
"""Of one mail."""
MAX_ATTACHED = 1_000
"""Of a mail and all mails within it."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    _PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_SILENTLY = 0x2, 0x8, 0x100, 0x400
    _EXTENDED_LIMITS = 9
    _TICKS = 10_000_000

    def bind_myself() -> None:
        """Put this process into a job that ends it when it takes too much.

        Raises:
            OSError: Windows refuses; nothing may be read then.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        limits = _Extended()
        limits.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_SILENTLY
        limits.basic.process_time = MAX_CPU_SECONDS * _TICKS
        limits.basic.processes = 1
        limits.process_memory = MAX_MEMORY
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        size = wintypes.DWORD(ctypes.sizeof(limits))
        if not kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), size
        ) or not kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess())):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import resource

    def bind_myself() -> None:
        """Limit memory, CPU time and open files of this process; no core, no writing of files."""
        _set(resource.RLIMIT_CORE, 0)
        _set(resource.RLIMIT_FSIZE, 0)
        _set(resource.RLIMIT_NOFILE, 64)
        _set(resource.RLIMIT_CPU, MAX_CPU_SECONDS, MAX_CPU_SECONDS + 2)
        if sys.platform != "darwin":  # macOS refuses or ignores it: the parent watches there
            _set(resource.RLIMIT_AS, MAX_MEMORY)

    def _set(what: int, most: int, at_last: int | None = None) -> None:
        """Limit a resource. Where `at_last` is given, reaching `most` is told by a signal of its
        own, and only that further limit is enforced without a word."""
        known = resource.getrlimit(what)[1]
        hard = most if at_last is None else at_last
        hard = hard if known == resource.RLIM_INFINITY else min(hard, known)
        resource.setrlimit(what, (min(most, hard), hard))
