"""Runs a command and prints its wall time, CPU time and peak memory as one line of JSON.

`wait4` is what counts a child that has ended, and Node has no such call. With BENCH_ONE_CORE the command has one core.
"""

import json
import os
import signal
import sys
import time

limit_seconds = 120
nowhere = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]

if os.environ.get('BENCH_ONE_CORE'):
    # The child keeps it.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

start = time.monotonic()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(limit_seconds)
_, status, usage = os.wait4(pid, 0)
print(
    json.dumps(
        {
            'exitCode': os.waitstatus_to_exitcode(status),
            'wallMs': (time.monotonic() - start) * 1000,
            'cpuMs': (usage.ru_utime + usage.ru_stime) * 1000,
            'peakMb': usage.ru_maxrss / 1000,
        }
    )
)
