"""Killed without warning under write load: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest

from api_tests.commands import COMMAND, ENVIRONMENT
from api_tests.volume import tries

LISTENS = re.compile(r"^Evitrace listens on (http://127\.0\.0\.1:\d+) ")
MIB = 1024 * 1024
ROUNDS, WRITES, MANY = tries(1, 3), 12, 200


def test_kill_of_the_service(tmp_path):
    """The service is killed amid writes, its database with it, again and again: what it promised is kept."""
    data, load = tmp_path / "data", Load()
    for number in range(ROUNDS):
        with serving(data) as (process, url):
            load.check(url)
            with load.running(url):
                load.wait_for(WRITES * (number + 1))
                process.kill()
    with serving(data) as (_, url):
        load.check(url)
    verify(data)


def test_kill_of_the_database(tmp_path):
    """The database dies again and again and the service brings it back; all that was promised is kept."""
    data, load = tmp_path / "data", Load()
    with serving(data) as (_, url):
        for number in range(ROUNDS):
            with load.running(url):
                load.wait_for(WRITES * (number + 1))
                os.kill(int((data / "engine.pid").read_text(encoding="utf-8")), signal.SIGKILL)
            await_ready(url)
            load.check(url)
    verify(data)


@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_kill_amid_loads_and_previews(tmp_path, rounds):
    """Each load is whole or absent, each acknowledged one is there, and a preview leaves nothing."""
    data, loads, chance = tmp_path / "data", Loads(), random.Random(12)
    for number in range(rounds):
        victims = ("database", "service", "both")[number % 3]
        with serving(data) as (process, url):
            loads.check(url)
            with loads.running(url):
                loads.wait_for_another()
                time.sleep(chance.random())
                if victims != "service":
                    os.kill(engine_of(data), signal.SIGKILL)
                if victims != "database":
                    process.kill()
            if victims == "database":
                await_ready(url)
                loads.check(url)
    with serving(data) as (_, url):
        loads.check(url)
    verify(data)


@contextlib.contextmanager
def _beside(works, url):
    """Run each work in a thread, until the block is done."""
    done = threading.Event()
    threads = [threading.Thread(target=work, args=(url, done)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join(60)


@dataclass
class Loads:
    """Loads of many hazards each, one after the other, and previews beside them."""

    tried: int = 0
    promised: set[int] = field(default_factory=set)

    @contextlib.contextmanager
    def running(self, url):
        """Load and look ahead without a pause for the time of the block."""
        with _beside([self._load, self._look_ahead], url):
            yield

    def _load(self, url, done):
        with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
            while not done.is_set():
                self.tried += 1
                rows = [
                    {"type": "Hazard", "key": f"HAZ-{self.tried}-{number}", "approve": True}
                    for number in range(MANY)
                ]
                with contextlib.suppress(httpx.TransportError):
                    answer = client.post("/v1/bulk", json=rows)
                    assert answer.status_code in (200, 503), answer.text
                    if answer.status_code == 200:
                        self.promised.add(self.tried)

    @staticmethod
    def _look_ahead(url, done):
        item = {"type": "Harm", "key": "HRM-NEVER"}
        with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
            while not done.is_set():
                with contextlib.suppress(httpx.TransportError):
                    client.post("/v1/impact-previews", json={"changes": [{"op": "create", "item": item}]})

    def wait_for_another(self):
        """Wait until one more load was promised."""
        before, deadline = len(self.promised), time.monotonic() + 120
        while len(self.promised) == before:
            assert time.monotonic() < deadline, "no load within two minutes"
            time.sleep(0.01)

    def check(self, url):
        """Find each load whole or not at all, each promised one, and nothing of a preview."""
        found, cursor = Counter(), ""
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            while cursor is not None:
                page = client.get("/v1/items", params={"limit": 1000, "cursor": cursor})
                assert page.status_code == 200, page.text
                found.update(item["key"].rpartition("-")[0] for item in page.json()["items"])
                cursor = page.json()["next"]
        assert set(found.values()) <= {MANY}
        assert {f"HAZ-{number}" for number in self.promised} <= set(found)


@dataclass
class Load:
    """Writers that each write a hazard, a situation and a harm in one go, and remember what was promised."""

    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))
    tried: set[int] = field(default_factory=set)
    promised: set[int] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def running(self, url):
        """Write without a pause from three threads for the time of the block."""
        with _beside([self._write] * 3, url):
            yield
        assert self.refusals == []

    def _write(self, url, done):
        with httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
            while not done.is_set():
                number = next(self.numbers)
                self.tried.add(number)
                try:
                    answer = client.post("/v1/bulk", json=_rows(number))
                except httpx.TransportError:
                    time.sleep(0.05)
                    continue
                if answer.status_code == 200:
                    self.promised.add(number)
                elif answer.status_code < 500:
                    self.refusals.append(answer.text)

    def wait_for(self, count):
        """Wait until so many writes were promised in all."""
        deadline = time.monotonic() + 60
        while len(self.promised) < count:
            assert time.monotonic() < deadline, f"{len(self.promised)} of {count} writes in a minute"
            time.sleep(0.01)

    def check(self, url):
        """Find every promised write, and each write whole or not at all."""
        found = {name: self._numbers(url, name) for name in ("Hazard", "HazardousSituation", "Harm")}
        assert found["Hazard"] == found["HazardousSituation"] == found["Harm"]
        assert self.promised <= found["Hazard"] <= self.tried

    def _numbers(self, url, item_type):
        found, cursor = set(), ""
        with httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
            while cursor is not None:
                params = {"type": item_type, "state": "in_force", "limit": 1000, "cursor": cursor}
                page = client.get("/v1/items", params=params)
                assert page.status_code == 200, page.text
                found |= {int(item["key"].split("-")[1]) for item in page.json()["items"]}
                cursor = page.json()["next"]
        return found


def _rows(number):
    hazard, situation, harm = (f"{prefix}-{number}" for prefix in ("HAZ", "HSI", "HRM"))
    return [
        {"type": "Hazard", "key": hazard, "description": "Too hot", "approve": True},
        {"type": "Harm", "key": harm, "description": "Burn", "approve": True},
        {
            "type": "HazardousSituation",
            "key": situation,
            "description": "Touches it",
            "arises_from": [hazard],
            "leads_to": [harm],
            "approve": True,
        },
    ]


@contextlib.contextmanager
def serving(data, **how):
    """Run the real service on a data folder; stopped kindly at the end, unless it is dead by then."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--data", str(data)],
        cwd=data.parent,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        **how,
    )
    with process:
        try:
            first = process.stdout.readline()
            listens = LISTENS.match(first)
            assert listens, first
            await_ready(listens[1])
            yield process, listens[1]
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()


def await_ready(url):
    """Wait until the service has its database."""
    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/readyz", timeout=10, trust_env=False).status_code == 200:
                return
        assert time.monotonic() < deadline, "the database did not come back within a minute"
        time.sleep(0.05)


def engine_of(data):
    """The process of the embedded database; it is written down there for the next owner of the folder."""
    return int((data / "engine.pid").read_text())


def test_a_database_that_hangs_is_told_within_seconds(tmp_path):
    """Reads, writes and readiness answer 503 soon while it hangs; all comes back, and nothing was done."""
    with serving(tmp_path / "data") as (_, url), httpx.Client(base_url=url, timeout=60) as client:
        assert client.post("/v1/bulk", json=_rows(1)).status_code == 200
        engine = engine_of(tmp_path / "data")
        os.kill(engine, signal.SIGSTOP)
        try:
            with ThreadPoolExecutor(4) as pool:
                began = time.monotonic()
                sent = [
                    pool.submit(client.post, "/v1/bulk", json=_rows(2)),
                    pool.submit(client.get, "/v1/items"),
                    pool.submit(client.get, "/readyz"),
                    pool.submit(client.get, "/v1/items", params={"as_of": "1"}),
                ]
                answers = [each.result() for each in sent]
                assert time.monotonic() - began < 25
            again = time.monotonic()
            answers += [client.post("/v1/bulk", json=_rows(3)), client.get("/v1/gaps")]
            assert time.monotonic() - again < 5
        finally:
            os.kill(engine, signal.SIGCONT)
        assert [answer.status_code for answer in answers] == [503] * 6
        assert all(answer.headers["Retry-After"] for answer in answers)
        deadline = time.monotonic() + 30
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        there = [item["key"] for item in client.get("/v1/items").json()["items"]]
        assert there == ["HAZ-1", "HRM-1", "HSI-1"]
        assert client.post("/v1/bulk", json=_rows(4)).status_code == 200
    verify(tmp_path / "data")


def few_files():
    """Allow as few open files as many systems do, until more are asked for."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def test_idle_connections_close_the_service_to_nobody(tmp_path):
    """Three hundred that say nothing take no place from one who asks."""
    with serving(tmp_path / "data", preexec_fn=few_files) as (_, url), contextlib.ExitStack() as stack:
        port = int(url.rpartition(":")[2])
        for _ in range(300):
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
        for _ in range(5):
            assert httpx.get(f"{url}/v1/items", timeout=10, trust_env=False).status_code == 200


def test_a_database_that_dies_again_and_again_ends_the_service(tmp_path):
    """What supervises the service sees that it ended, and may start it elsewhere."""
    with serving(tmp_path / "data") as (process, url):
        killed = 0
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):
                engine = engine_of(tmp_path / "data")
                if engine != killed:
                    os.kill(engine, signal.SIGKILL)
                    killed = engine
            time.sleep(0.1)
        assert process.wait(10) not in (0, None)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{url}/livez", trust_env=False)


def test_a_load_that_the_end_of_the_service_cuts_short_leaves_nothing(tmp_path):
    """Told to stop in the middle of a load, the service says so, and writes nothing."""
    rows = [{"type": "Hazard", "key": f"HAZ-{number}", "approve": True} for number in range(60_000)]
    with serving(tmp_path / "data") as (process, url), ThreadPoolExecutor(1) as pool:
        sent = pool.submit(httpx.post, f"{url}/v1/bulk", json=rows, timeout=120, trust_env=False)
        time.sleep(3)
        process.terminate()
        answer = sent.result()
        process.wait(60)
    if answer.status_code != 200:  # a machine that takes the load within the time of grace may do so
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"]
    with serving(tmp_path / "data") as (_, url):
        found = httpx.get(f"{url}/v1/items", timeout=60, trust_env=False).json()["items"]
        assert bool(found) == (answer.status_code == 200)


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own; left out where nobody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)]
    try:
        refused = subprocess.run(mount, capture_output=True, check=False).returncode
    except FileNotFoundError:
        refused = True
    if refused:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def filled(disk, left=0):
    """Leave so many MiB of a disk, for the time of the block."""
    filler = disk / "filler"
    with filler.open("wb") as file, contextlib.suppress(OSError):
        for _ in range(max(0, shutil.disk_usage(disk).free // MIB - left)):
            file.write(bytes(MIB))
    yield
    filler.unlink()


@pytest.mark.soak
def test_a_disk_that_is_nearly_full_takes_no_writes(disk):
    """There is a sentence instead, and reading goes on; with room again all goes on."""
    with serving(disk / "data") as (_, url), httpx.Client(base_url=url, timeout=60) as client:
        assert client.post("/v1/bulk", json=_rows(1)).status_code == 200
        with filled(disk, left=20):
            refused = client.post("/v1/bulk", json=_rows(2))
            assert (refused.status_code, "MiB left" in refused.json()["detail"]) == (503, True)
            for path in ("/v1/items", "/v1/gaps", "/v1/items?as_of=1", "/readyz"):
                assert client.get(path).status_code == 200, path
        assert client.post("/v1/bulk", json=_rows(2)).status_code == 200
    verify(disk / "data")


@pytest.mark.soak
def test_a_disk_that_fills_up_amid_loads_loses_nothing(disk):
    """Filled amid loads, and emptied: each load is whole or absent, and each acknowledged one is there."""
    data, loads, chance = disk / "data", Loads(), random.Random(21)
    for number in range(10):
        with serving(data) as (process, url):
            loads.check(url)
            with loads.running(url):
                loads.wait_for_another()
                time.sleep(chance.random())
                with filled(disk):
                    time.sleep(2)
                if number % 2 and process.poll() is None:
                    time.sleep(chance.random())  # with room again, loads go on, until it is killed
                    process.kill()
    with serving(data) as (_, url):
        loads.check(url)
    verify(data)


def verify(data):
    """Have everything recomputed by the command line: no difference, and an unbroken trail."""
    done = subprocess.run(
        [*COMMAND, "verify", "--data", str(data), "--json"],
        cwd=data.parent,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["differences"] == []
