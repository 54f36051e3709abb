"""The command line: against a service on both databases, and as processes on the embedded one."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import neo4j
import pytest

import evitrace
from api_tests.commands import COMMAND, ENVIRONMENT, SHORT_LIVED
from app.cli.demo import example, tell
from app.cli.serving import CannotServe
from app.client.client import Client
from graph.database.embedded import EmbeddedDatabase

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "lungtriage.ndjson"
SIGNED = [
    {"signer": "evaluator", "meaning": meaning, "signed_at": "2026-11-09T09:00:00Z"}
    for meaning in ("authored", "approved")
]
SMALL = [
    {"type": "Device", "key": "DEV-1", "title": "A device", "name": "A device", "approve": True},
    {"type": "StateOfTheArt", "key": "SOTA-1", "title": "Practice", "topic": "Reading", "approve": True},
    {
        "type": "Conclusion",
        "key": "CON-1",
        "kind": "sota_established",
        "about": ["SOTA-1"],
        "statement": "Known.",
        "verdict": "established",
        "rationale": "Read.",
        "approve": True,
        "signatures": SIGNED,
    },
]
LISTENS = re.compile(r"^Evitrace listens on (http://127\.0\.0\.1:\d+)  \(API docs: \1/docs\)$")


@pytest.fixture
def run(monkeypatch, capsys, request):
    """Run a command in this process; gives exit code, stdout and stderr."""
    if "base_url" in request.fixturenames:
        monkeypatch.setenv("EVITRACE_URL", request.getfixturevalue("base_url"))

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["evitrace", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            evitrace.main()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return command


@contextmanager
def process_of(*arguments, cwd):
    """Start a command that stays up; leaves no process behind."""
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()  # nothing happens when it has ended
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@contextmanager
def started(*arguments, cwd):
    """Start a command that serves; gives the process and the URL that its first line names."""
    with process_of(*arguments, cwd=cwd) as process:
        first = process.stdout.readline().rstrip("\n")
        listens = LISTENS.match(first)
        assert listens, first + process.stderr.read()
        yield process, listens[1]


def finished(*arguments, cwd, **environment):
    """Run a command as a process to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def alive(pid):
    """Say whether a process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# -- against a running service -------------------------------------------------------------------------


def test_import(workspace, run, tmp_path):
    """A file is taken in one go; the same again changes nothing; a dry run writes nothing."""
    code, out, _ = run("import", EXAMPLE, "--dry-run")
    assert (code, "Would be: 328 created" in out) == (0, True)
    assert workspace.get("/items")["items"] == []
    code, out, err = run("import", EXAMPLE, "--actor", "importer", "--reason", "first file")
    assert (code, err) == (0, "")
    assert "Loaded: 328 created. Revision 1." in out
    (entry,) = workspace.get("/audit")["items"]
    assert (entry["actor"], entry["reason"]) == ("importer", "first file")
    code, out, _ = run("import", EXAMPLE, "--json")
    assert (code, json.loads(out)["counts"]) == (0, {"unchanged": 328})
    changed = tmp_path / "changed.ndjson"
    (row,) = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if '"key": "EVD-3"' in line]
    changed.write_text(row.replace('"n": 412', '"n": 378'), encoding="utf-8")
    code, out, _ = run("import", changed)
    assert code == 0
    assert re.search(r"CON-3 .*current .*stale .*must_redo", out)


def test_import_of_bad_rows(workspace, run, tmp_path):
    """A bad row refuses all with exit 3 and names itself; with --best-effort the others are taken, exit 1."""
    rows = [
        {"type": "Hazard", "key": "HAZ-9", "description": "A delay", "approve": True},
        {"type": "Hazard", "key": "HAZ-8", "colour": "red"},
        {"type": "HazardousSituation", "key": "HSI-9", "description": "Waits", "arises_from": ["HAZ-7"]},
    ]
    file = tmp_path / "rows.ndjson"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, out, err = run("import", file)
    assert (code, out) == (3, "")
    assert "row 2 (HAZ-8)" in err
    assert "Traceback" not in err
    assert workspace.get("/items")["items"] == []
    code, out, _ = run("import", file, "--best-effort", "--unresolved", "keep")
    assert code == 1
    assert "1 rows were not taken" in out
    assert {item["key"] for item in workspace.get("/items")["items"]} == {"HAZ-9", "HSI-9"}


def test_gaps(workspace, run):
    """Gaps are a table for people and JSON for machines; rules that were not asked are always named."""
    code, out, _ = run("gaps")
    assert code == 0
    assert "rules were not evaluated, which is not 'no gap'" in out
    run("import", EXAMPLE)
    code, out, _ = run("gaps", "--device", "DEV-01", "--on", "2026-11-23")
    assert code == 0
    assert "6 gaps on 2026-11-23 at revision 1 (0 blocker, 5 major, 1 minor, 0 info, 1 justified)" in out
    assert re.search(r"major .*EVD-07 .*EVD-3 .*justified by JGP-1 until", out)
    assert "\x1b" not in out
    code, out, _ = run("gaps", "--rule", "EVD-04", "--rule", "RSK-04", "--on", "2026-11-23", "--json")
    assert {gap["rule"] for gap in json.loads(out)["items"]} == {"EVD-04", "RSK-04"}


def test_rules(workspace, run, tmp_path):
    """A running service says whose rules it asks; a folder is checked without one, and faults exit 1."""
    code, out, _ = run("rules", "list")
    assert code == 0
    assert re.search(r"CLM-01 .*shipped ", out)
    own = ROOT / "api_tests" / "gaps" / "own"
    code, out, _ = run("rules", "check", own)
    assert (code, "5 rules in" in out) == (0, True)
    bad = (own / "RW-1.cypher").read_text().replace("WITH DISTINCT d", "SET d.kind = 'x'\nWITH DISTINCT d")
    (tmp_path / "RW-1.cypher").write_text(bad)
    code, out, _ = run("rules", "check", tmp_path)
    assert code == 1
    assert "RW-1.cypher:14: RW-1: READ SET writes" in out
    always = (own / "RW-1.cypher").read_text().partition("MATCH")[0]
    always += "WITH $scopes AS scopes\nRETURN 'X' AS subject, '' AS detail, '' AS severity, scopes AS facts\n"
    (tmp_path / "RW-1.cypher").write_text(always + "ORDER BY subject\n")
    code, out, _ = run("rules", "check", tmp_path)
    assert code == 1
    assert "RW-1.cypher:1: RW-1: It finds a gap of X where there is no item" in out
    assert run("rules", "check", tmp_path / "none")[0] == 2


def test_gaps_as_a_gate(workspace, run):
    """--fail-on exits 1 from its severity upwards, whatever is shown, and prints all the same."""
    run("import", EXAMPLE)
    on = ("--on", "2026-11-23")
    assert run("gaps", *on, "--fail-on", "blocker")[0] == 0
    assert run("gaps", *on, "--fail-on", "major")[0] == 1
    assert run("gaps", *on, "--rule", "EVD-07", "--fail-on", "info")[0] == 0
    late = ("--on", "2027-11-10", "--rule", "EVD-07")
    assert run("gaps", *late, "--fail-on", "info")[0] == 1
    assert run("gaps", *on, "--fail-on", "info")[0] == 1
    code, out, err = run("gaps", *on, "--severity", "info", "--fail-on", "major")
    assert code == 1
    assert "0 gaps" in out
    assert "--severity info hides what fails" in err


def test_a_gate_does_not_pass_on_what_was_not_asked(workspace, run):
    """A rule of that severity that was not evaluated fails, unless it is allowed; a filter says so."""
    workspace.load([{"type": "Device", "key": "DEV-1"}], unresolved="keep")
    waived = ("--rule", "CON-04", "--fail-on", "blocker")
    code, _, err = run("gaps", *waived)
    assert code == 1
    assert "Not evaluated (CON-04: no item of type Person is recorded)" in err
    assert "Only CON-04 decided here" in err
    assert run("gaps", *waived, "--allow-unevaluated")[0] == 0
    assert run("gaps", "--rule", "EVD-11", "--fail-on", "blocker")[0] == 0


def test_impact_and_explain(workspace, run):
    """What depends on an item, and why a conclusion is not current, as text and as JSON."""
    run("import", EXAMPLE)
    code, out, _ = run("impact", "EVD-3")
    assert code == 0
    assert "EVU-3 USES EVD-3" in out
    assert "NOT COMPLETE" not in out
    assert json.loads(run("impact", "EVD-3", "--json")[1])["complete"]
    assert "is current" in run("explain", "CON-3")[1]
    workspace.revise("EVD-3", {"n": 378})
    code, out, _ = run("explain", "CON-4")
    assert code == 0
    assert "CON-4 claim_supported(CLM-1) is suspect" in out
    assert "n: 412 -> 378" in out
    assert "CON-4 RESTS_ON CON-3 RESTS_ON EVD-3" in out
    assert json.loads(run("explain", "CON-3", "--json")[1])["status"] == "stale"


def test_texts_of_items_are_only_text(workspace, run):
    """Markup and control characters in a title reach the terminal as harmless characters."""
    title = "[bold]x[/bold] \x1b[31m:smile:"
    workspace.load([{"type": "Conclusion", "key": "CON-1", "kind": "pillar_cv", "about": ["CLM-1"],
                     "statement": title, "verdict": "supported"},
                    {"type": "Claim", "key": "CLM-1", "statement": "s", "approve": True}])  # fmt: skip
    code, out, _ = run("explain", "CON-1")
    assert (code, "[bold]x[/bold] ?[31m:smile:" in out) == (0, True)


def test_refusals_are_messages(workspace, run):
    """What the service refuses, or cannot be asked, is a sentence on stderr and exit 3; misuse is exit 2."""
    code, out, err = run("impact", "NOPE")
    assert (code, out) == (3, "")
    assert err.startswith("There is no such item: ")
    code, _, err = run("gaps", "--url", "http://127.0.0.1:9")
    assert code == 3
    assert err.startswith("http://127.0.0.1:9 does not answer")
    assert run("gaps", "--severity", "terrible")[0] == 2
    assert run("import", "no-such-file.ndjson")[0] == 2
    assert run("no-such-command")[0] == 2


def test_the_demo_can_be_told_again_but_not_over_other_data(workspace, base_url, capsys):
    """A second telling begins where the first did; a database with other items is left as it is."""
    with Client(base_url, actor="demo", timeout=120) as client:
        tell(client, "the folder")
        first = capsys.readouterr().out
        tell(client, "the folder")
        again = capsys.readouterr().out
        for text in (first, again):
            assert "5 conclusions cleared by themselves" in text
            assert "0 conclusions are left to settle" in text
        assert set(workspace.statuses().values()) == {"current"}
        assert "Loaded: 328 created" in first
        client.create({"type": "Hazard", "key": "HAZ-9", "description": "of a real file"})
        revision = client.gaps()["revision"]
        with pytest.raises(CannotServe, match=r"the folder holds other data \(HAZ-9, ...\)"):
            tell(client, "the folder")
        assert client.gaps()["revision"] == revision


# -- as processes, on the embedded database ------------------------------------------------------------


def exec_in(folder, text):
    """Run a statement in the database of a folder behind the service's back."""
    with EmbeddedDatabase(folder, java_flags=SHORT_LIVED) as database:
        found = database.start()
        address = (found.uri, (found.user, found.password))
        with (
            neo4j.GraphDatabase.driver(
                address[0], auth=address[1], notifications_min_severity="OFF"
            ) as driver,
            driver.session(database=found.database) as session,
        ):
            session.run(text).consume()


def test_the_release_and_flags_are_shown(run):
    """`--version` names the release that the module names; a flag is shown as one, without a value."""
    assert run("--version") == (0, f"evitrace {evitrace.__version__}\n", "")
    code, out, _ = run("import", "--help")
    assert code == 0
    assert re.search(r"--dry-run +Say what would happen", out)


def test_serve_and_verify(tmp_path):
    """Serve says where it listens, owns its folder, stops cleanly; verify recomputes what it left."""
    data = tmp_path / "data"
    with started("serve", "--port", 0, "--data", data, cwd=tmp_path) as (process, url):
        assert httpx.get(f"{url}/readyz", trust_env=False).json() == {"status": "ready"}
        assert httpx.get(f"{url}/docs", trust_env=False).status_code == 200
        with Client(url) as client:
            client.load(SMALL)
        engine = int((data / "engine.pid").read_text(encoding="utf-8"))
        for command in ("serve --port 0", "verify"):
            second = finished(*command.split(), "--data", data, cwd=tmp_path)
            assert second.returncode == 3
            assert f"in use by process {process.pid}" in second.stderr
            assert "Traceback" not in second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
        assert not alive(engine)
    checked = finished("verify", "--json", cwd=tmp_path, EVITRACE_DATA=str(data))
    assert (checked.returncode, checked.stderr) == (0, "")
    found = json.loads(checked.stdout)
    assert (found["items"], found["conclusions"], found["entries"], found["differences"]) == (3, 1, 1, [])
    exec_in(data, "MATCH (c:Conclusion {key: 'CON-1'}) SET c.status = 'stale'")
    checked = finished("verify", "--data", data, cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "3 items, 1 conclusions, 1 audit entries" in checked.stdout
    assert "\nDIFFERENCE CON-1: cached as stale, is current\n1 differences.\n" in checked.stdout


def test_the_example_stays_in_date():
    """A report that is due again would forbid the signature of the story; its dates move on by years."""
    now = {row["key"]: row for row in example(date(2026, 11, 29))}
    later = {row["key"]: row for row in example(date(2029, 1, 1))}
    assert (now["EVAL-1"]["next_due"], later["EVAL-1"]["next_due"]) == ("2027-11-10", "2029-11-10")
    assert later["evaluator"]["cv_date"] == "2028-08-31"
    assert now.keys() == later.keys()


def test_demo_once(tmp_path):
    """The demo tells the worked example to its end, changes nothing outside, and leaves nothing behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    done = finished("demo", "--once", cwd=tmp_path, TMPDIR=str(folder), EVITRACE_NEO4J_URI="bolt://nowhere")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert LISTENS.match(lines[0])
    said = done.stdout
    assert said.index("rules were not evaluated") < said.index("6 gaps on")
    assert re.search(r"^major .*EVD-07 .*EVD-3 Retrospective performance ", said, re.MULTILINE)
    assert re.search(r"^CON-3 .*stale .*Sensitivity in the intended .*evaluate anew", said, re.MULTILINE)
    assert re.search(r"^CON-4 .*suspect .*rests on CON-3, not settled", said, re.MULTILINE)
    assert "    n: 412 -> 378" in lines
    assert said.count("sensitivity: 0.93 -> 0.91") == 1
    assert re.search(r"^APP-3 .*appraise ", said, re.MULTILINE)
    assert "5 conclusions cleared by themselves" in said
    assert re.search(r"^blocker .*IUP-01 .*IUE-4 ", said, re.MULTILINE)
    assert not re.search(r"[A-Z]+_[A-Z]+", said.replace("RESTS_ON", "").replace("BEARS_ON", "")), said
    assert lines[-1].endswith("/docs")
    assert list(folder.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


def test_demo_stays_until_ctrl_c(tmp_path):
    """Without --once the demo's service stays up after the story, with what was done in it."""
    with started("demo", "--data", tmp_path / "data", cwd=tmp_path) as (process, url):
        told = ""
        while "Evitrace stays up until Ctrl-C" not in told:
            told = process.stdout.readline()
            assert told, process.stderr.read()
        with Client(url) as client:
            assert client.explanation("CON-3")["status"] == "current"
            assert not [item for item in client.items() if item["key"] == "IUE-4"]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr.read() == ""
    assert not (tmp_path / "data" / "engine.pid").exists()


def test_a_service_in_the_background_hears_ctrl_c(tmp_path):
    """What a shell starts in the background ignores SIGINT at first; told to stop, the service stops."""
    deaf = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is started now inherits it
    try:
        with started("serve", "--port", 0, "--data", tmp_path / "data", cwd=tmp_path) as (process, _):
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
    finally:
        signal.signal(signal.SIGINT, deaf)


def test_ctrl_c_before_the_end_is_no_fault(tmp_path):
    """Stopped while it loads, the demo says so by its exit code, without a traceback or an engine left."""
    with process_of("demo", "--data", tmp_path / "data", cwd=tmp_path) as process:
        assert LISTENS.match(process.stdout.readline().rstrip("\n"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert not (tmp_path / "data" / "engine.pid").exists()


def test_a_signal_while_it_starts(tmp_path):
    """Told to stop before it listens, serve still ends cleanly and leaves no engine behind."""
    data = tmp_path / "data"
    with process_of("serve", "--port", 0, "--data", data, cwd=tmp_path) as process:
        while not (data / "engine.pid").exists():
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert not (data / "engine.pid").exists()


def test_what_keeps_it_from_starting_is_a_message(tmp_path):
    """A taken port, a bad setting, a folder without a database, a Neo4j that is not there: no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = finished("serve", "--port", port, "--data", tmp_path / "data", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"Port {port} of 127.0.0.1 is taken")
    done = finished("serve", "--port", 0, cwd=tmp_path, EVITRACE_HEAP="lots")
    assert done.returncode == 2
    assert done.stderr.startswith("EVITRACE_HEAP: ")
    done = finished("verify", "--data", tmp_path / "nothing", cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no database in" in done.stderr
    assert not (tmp_path / "nothing").exists()
    done = finished("serve", "--port", 0, cwd=tmp_path, EVITRACE_NEO4J_URI="bolt://127.0.0.1:9")
    assert done.returncode == 3
    assert done.stderr.startswith("The database does not answer")
