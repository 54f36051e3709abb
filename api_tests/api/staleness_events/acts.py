"""What is done to the worked example, and undone."""

from datetime import UTC, datetime

from api_tests.small_file import answers, ok, put


def revise(key, **fields):
    """Bring another version into force; it is undone by a version as before."""

    def act(workspace):
        read = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        ok(put(workspace.client, key, fields, approve=True))

        def undo():
            now = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
            body = {name: None for name in now if name not in read}
            ok(put(workspace.client, key, {**body, **read}, approve=True))

        return undo

    return act


def withdraw(key, why="obsolete"):
    """Take an item out of force; it is undone by bringing it back as it was."""

    def act(workspace):
        workspace.withdraw(key, why)
        return lambda: workspace.reinstate(key)

    return act


def add(*added):
    """Load new items; it is undone by withdrawing them, the last one first."""

    def act(workspace):
        keys = {entry["key"] for entry in added}
        for entry in workspace.get("/items", state="withdrawn", limit=1000)["items"]:
            if entry["key"] in keys:
                workspace.reinstate(entry["key"])
        workspace.load(added)

        def undo():
            for entry in reversed(added):
                workspace.withdraw(entry["key"], "error")

        return undo

    return act


def evaluate(client, key, outcome, **changed):
    """Re-affirm a conclusion with an answer to each of its reasons, as someone who did not write it."""
    review = {"independent_review": outcome == "reaffirmed_unchanged"}
    body = {"outcome": outcome, "rationale": "Looked at again.", "answers": answers(client, key)}
    ok(client.post(f"/v1/conclusions/{key}/reaffirm", json={**body, **review, **changed}))


def reaffirm(key, outcome, **changed):
    """Re-affirm a conclusion; a changed verdict is undone by the verdict as before."""

    def act(workspace):
        before = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        evaluate(workspace.client, key, outcome, **changed)
        back = {name: before.get(name, "") for name in changed}
        return lambda: evaluate(workspace.client, key, outcome, **back)

    return act


def then(*acts):
    """Do one after the other; it is undone backwards."""

    def act(workspace):
        undone = [each(workspace) for each in acts]

        def undo():
            for each in reversed(undone):
                each()

        return undo

    return act


def sign_anew(*keys):
    """Sign conclusions as they are, with what they ought to rest on now, one after the other."""

    def act(workspace):
        for key in keys:
            content = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            signature = {"signer": "another evaluator", "meaning": "approved", "signed_at": at}
            workspace.load([{**content, "approve": True, "signatures": [signature]}])
        return lambda: None

    return act
