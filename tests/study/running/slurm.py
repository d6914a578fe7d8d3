"""A private Slurm cluster of one machine in a temporary folder; it touches nothing outside it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("slurmctld", "slurmd", "sbatch", "munged", "runuser")
CONFIG = """ClusterName=symbiosis
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={d}/socket/s
CryptoType=crypto/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/backfill
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
StateSaveLocation={d}/state
SlurmdSpoolDir={d}/spool
SlurmctldPidFile={d}/slurmctld.pid
SlurmdPidFile={d}/slurmd.pid
SlurmctldLogFile={d}/slurmctld.log
SlurmdLogFile={d}/slurmd.log
SlurmctldPort={first}
SlurmdPort={second}
ReturnToService=2
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=4000 State=UNKNOWN
PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing() -> str:
    """Return why a cluster cannot be started here; nothing when it can."""
    absent = [program for program in PROGRAMS if shutil.which(program, path=_path()) is None]
    if absent:
        return f"Slurm is not installed here ({', '.join(absent)} missing)"
    return "" if os.geteuid() == 0 else "a private Slurm needs root"


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


@contextmanager
def cluster(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment in which a new cluster is reached; it is ended afterwards."""
    host = socket.gethostname().split(".")[0]
    for name in ("socket", "munge", "state", "spool"):
        (folder / name).mkdir()
    folder.chmod(0o755)  # munge runs as another user
    first, second = _free_port(), _free_port()
    config = CONFIG.format(d=folder, host=host, first=first, second=second, cores=os.cpu_count())
    (folder / "slurm.conf").write_text(config, encoding="utf-8")
    key = folder / "munge" / "key"
    key.write_bytes(os.urandom(128))
    key.chmod(0o400)
    for path in (folder / "munge", key, folder / "socket"):
        shutil.chown(path, "munge", "munge")
    (folder / "munge").chmod(0o700)
    (folder / "socket").chmod(0o755)
    env = {**os.environ, "PATH": _path(), "SLURM_CONF": str(folder / "slurm.conf")}
    munge = [f"--{n}-file={folder / 'munge' / n}" for n in ("key", "pid", "log", "seed")]
    command = ["runuser", "-u", "munge", "--", "munged", f"--socket={folder / 'socket' / 's'}", *munge]
    pids = (folder / "slurmd.pid", folder / "slurmctld.pid", folder / "munge" / "pid")
    try:
        for start in (command, ["slurmctld"], ["slurmd"]):
            subprocess.run(start, env=env, check=True, timeout=30)
        _until_idle(env)
        yield env
    finally:
        subprocess.run(["scancel", "--user=root"], env=env, check=False, timeout=30)
        _end([int(pid.read_text(encoding="utf-8")) for pid in pids if pid.is_file()])


def _end(processes: list[int]) -> None:
    """End the daemons and wait for it: they write into their folder until they are gone."""
    for process in processes:
        os.kill(process, signal.SIGTERM)
    for _ in range(100):
        processes = [process for process in processes if Path(f"/proc/{process}").exists()]
        if not processes:
            return
        time.sleep(0.1)


def _until_idle(env: dict[str, str]) -> None:
    for _ in range(150):
        told = subprocess.run(["sinfo", "-h", "-o", "%T"], env=env, capture_output=True, check=False)
        if b"idle" in told.stdout:
            return
        time.sleep(0.2)
    raise RuntimeError("the private Slurm cluster did not become idle")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
