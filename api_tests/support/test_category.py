"""The N12 category over HTTP: the matrix with its traps, several situations, lay users, modules."""

import itertools

from api_tests.scope.test_category_pure import TABLE


def purpose(key, significance=None, situation=None, **more):
    """Return an intended purpose that states one situation."""
    row = {"type": "IntendedPurpose", "key": key, "approve": True, **more}
    stated = {"n12_significance": significance, "n12_situation": situation}
    return row | {name: value for name, value in stated.items() if value}


def test_every_cell_of_the_matrix_is_derived(workspace):
    """All nine cells with their review level, among them the two of category I often copied as II."""
    rows = [purpose(f"IPU-{n}", row[1], row[0]) for n, row in enumerate(TABLE)]
    workspace.load(rows)
    for number, (situation, significance, category, criterion, review) in enumerate(TABLE):
        found = workspace.get(f"/intended-purposes/IPU-{number}/category")
        assert (found["category"], found["criterion"], found["review"]) == (category, criterion, review)
        decided_by = {"significance": significance, "situation": situation, "condition": None}
        assert found["decided_by"] == decided_by
        assert found["missing"] == ["n12_core_functionality"]


def test_lay_users_several_situations_and_modules(workspace):
    """The highest situation counts; lay users without support raise a serious one; a module has its own."""
    drive, treat = "drive_clinical_management", "treat_or_diagnose"
    further = [{"significance": treat, "situation": "non_serious", "condition": "sprain"},
               {"significance": drive, "situation": "serious", "condition": "fracture"}]  # fmt: skip
    users = {"type": "IntendedUseElement", "kind": "intended_user", "approve": True}
    workspace.load(
        [
            {**users, "key": "IUE-1", "lay_users": "without_specialist_support"},
            {**users, "key": "IUE-2", "lay_users": "with_specialist_support"},
            purpose("IPU-1", drive, "non_serious", n12_further=further, has_element=["IUE-1", "IUE-2"]),
            purpose("IPU-2", drive, "non_serious", module="viewer", has_element=["IUE-1"]),
            purpose("IPU-3", drive, has_element=["IUE-1"]),
        ]
    )
    found = workspace.get("/intended-purposes/IPU-1/category")
    assert (found["category"], found["criterion"]) == ("III", "III.ii")
    assert found["decided_by"] == {"significance": drive, "situation": "critical", "condition": "fracture"}
    assert found["lay_users"] == ["IUE-1"]
    assert any("treated as critical" in step for step in found["derivation"])
    assert found["eu_class_orientation"] == "IIb"
    own = workspace.get("/intended-purposes/IPU-2/category")
    assert (own["module"], own["category"]) == ("viewer", "I")
    unstated = workspace.get("/intended-purposes/IPU-3/category")
    assert (unstated["category"], unstated["review"], unstated["decided_by"]) == (None, None, None)
    assert unstated["missing"] == ["n12_situation", "n12_core_functionality"]
    # Who the users are decides at once, whichever way it is changed.
    workspace.revise("IUE-1", {"included": False})
    found = workspace.get("/intended-purposes/IPU-1/category")
    assert (found["category"], found["review"], found["lay_users"]) == ("II", "less_important", [])


def test_a_draft_is_derived_with_its_lay_users(workspace):
    """Before it is in force the draft is read, and its users raise the category as they will then."""
    workspace.load(
        [
            {"type": "IntendedUseElement", "key": "IUE-1", "kind": "intended_user", "approve": True,
             "lay_users": "without_specialist_support"},
            purpose("IPU-1", "treat_or_diagnose", "serious", has_element=["IUE-1"], approve=False),
        ]
    )  # fmt: skip
    found = workspace.get("/intended-purposes/IPU-1/category")
    assert (found["state"], found["category"], found["criterion"]) == ("draft", "IV", "IV.i")
    # A next draft of what is in force changes nothing.
    content = workspace.get("/items/IPU-1")["content"]
    workspace.load([{**content, "approve": True}])
    workspace.load([{**content, "n12_situation": "non_serious"}])
    assert workspace.get("/intended-purposes/IPU-1/category")["category"] == "IV"


def test_only_intended_purposes_have_a_category(workspace):
    """Another item, and a key that nobody has, are refused with their problem."""
    workspace.load([{"type": "Device", "key": "DEV-1", "approve": True}])
    keys = itertools.product(["DEV-1", "NO-1"], [workspace.client])
    found = [client.get(f"/v1/intended-purposes/{key}/category").status_code for key, client in keys]
    assert found == [404, 404]
