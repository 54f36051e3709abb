// Changes that count as wording alone without two people who said so. In force: a mark that nobody, or
// nobody else, agreed to. In draft (detail draft): a mark that waits for somebody else to agree. That a
// structured
// field differs under a mark is refused when it is sent, and found by `evitrace verify`.
// title: Editorial change without agreement
// severity: major
// severity_context: minor while the marked change is a draft, which affects nothing
// reference: ISO 13485 4.2.4; MDCG 2020-3 rev. 1, 4.3.2.1
// remedy: Let another person read the rewording and agree, or revise it without the mark.
// needs:
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)
  WHERE sc.id IN $scopes AND i.state = 'in_force' AND i.editorial_marked_by IS NOT NULL
    AND (i.editorial_agreed_by IS NULL
    OR toLower(trim(i.editorial_agreed_by)) = toLower(trim(i.editorial_marked_by)))
  RETURN i.key AS subject, '' AS detail, '' AS severity
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)
  WHERE sc.id IN $scopes AND i.state = 'in_force' AND i.latest_no > i.effective_no
  MATCH (v:Version)
  WHERE v.key = i.key AND v.no = i.latest_no AND v.status = 'draft' AND v.editorial_marked_by IS NOT NULL
  RETURN i.key AS subject, 'draft' AS detail, 'minor' AS severity
}
WITH subject, detail, severity
WHERE subject IS NOT NULL
RETURN DISTINCT subject, detail, severity, [] AS facts
ORDER BY subject, detail
