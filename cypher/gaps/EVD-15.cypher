// Appraisals whose appraiser (named in the detail) the file does not show to have been qualified, as it has
// to of those who sign (CON-04). Nobody with that name is or was on record (record), neither a degree with
// `experience_years_with_degree` nor `experience_years_without_degree` nor a justification (qualification),
// they have a conflict of interest (interest), or were found not to have been qualified on the day of the
// appraisal (unqualified). Nobody is asked for papers while no person at all is on record, nor where no
// appraiser is named.
// title: Appraiser unqualified or with an interest
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.4 and 9.1
// remedy: Have a qualified evaluator appraise, complete the papers, or record the justification.
// needs: Person
// subject: Appraisal
// cleared_by:
// waiver: yes
// uses: on_record
// params: policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.experience_years_with_degree AS years,
  row.experience_years_without_degree AS more
WHERE EXISTS { MATCH (x:Person) WHERE x.state = 'in_force' }
MATCH (sc:Scope)<-[:IN_SCOPE]-(a:Appraisal)
WHERE sc.id IN near AND a.state = 'in_force' AND coalesce(a.appraiser, '') <> ''
WITH DISTINCT device, years, more, a
OPTIONAL MATCH (p:Person)
WHERE toLower(p.key) = toLower(a.appraiser) AND on_record(p)
WITH device, years, more, a, p, coalesce(p.experience_years, 0) AS experience,
  coalesce(a.appraised_on, '') AS day
WITH device, a, p, CASE WHEN p IS NULL THEN ['record'] ELSE
  CASE WHEN coalesce(p.qualification_justification, '') <> '' OR experience >= more
    OR (coalesce(p.degree, '') <> '' AND experience >= years) THEN [] ELSE ['qualification'] END
  + CASE WHEN coalesce(p.unqualified_from, p.unqualified_until, '') <> ''
    AND coalesce(p.unqualified_from, '') <= day
    AND coalesce(p.unqualified_until, '9999-12-31') >= day THEN ['unqualified'] ELSE [] END
  + CASE WHEN p.conflict_of_interest = true THEN ['interest'] ELSE [] END
  END AS details
UNWIND details AS what
RETURN DISTINCT device, a.key AS subject, what + ' ' + a.appraiser AS detail, '' AS severity,
  CASE WHEN p IS NULL THEN [] ELSE [p.key] END AS facts
ORDER BY device, subject, detail
