// Signed conclusions of the clinical evaluation with a signer (named in the detail) of whom the file does
// not show that they were qualified as evaluators: nobody of that key is or was on record (record), neither
// a degree with `experience_years_with_degree` nor `experience_years_without_degree` nor a justification is
// on record (qualification), or the CV (cv) or the declaration of interests (declaration) is missing or was,
// when they signed, older than `cv_max_age_months` or `doi_max_age_months`. A paper renewed since counts,
// one dated on a day to come does not. Or they were found not to have been qualified on the day they signed
// (unqualified). And signed conclusions on a clinical evaluation whose team, those who signed it or a
// conclusion that it rests on, lacks a competence (the detail names it) of those in `required_competences`:
// the six of MEDDEV and what policies add. Nobody is asked for papers while no person at all is on record,
// nor who signs what is no part of the clinical evaluation: on controls, risks, materials, changes, and
// requirements that it does not conclude on.
// title: Evaluator unqualified or papers out of date
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.4, A10 (22, 23) and A11
// remedy: Have a qualified evaluator sign, complete the papers, or record the justification.
// needs: Person
// subject: Conclusion
// cleared_by:
// waiver: yes
// about: reviewer_papers reviewers
// uses: concerns not_ended of_evaluation on_record
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.cv_max_age_months AS cv, row.doi_max_age_months AS doi,
  row.experience_years_with_degree AS years, row.experience_years_without_degree AS more,
  row.required_competences AS required
WHERE EXISTS { MATCH (x:Person) WHERE x.state = 'in_force' }
CALL (device, near, required) {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
  WHERE sc.id = device AND q.state = 'in_force'
  RETURN q.key AS found, '' AS lacking
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:ABOUT]-(q:Conclusion)-[:IN_SCOPE]->(o:Scope)
  WHERE sc.id IN near AND o.id = '*' AND q.state = 'in_force'
  RETURN q.key AS found, '' AS lacking
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
  WHERE sc.id IN near AND sc.id = '*' AND q.state = 'in_force' AND NOT EXISTS {
    MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope)
  }
  RETURN q.key AS found, '' AS lacking
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Evaluation)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id IN near AND q.state = 'in_force' AND q.kind = 'cer_overall' AND concerns(q, device)
  WITH q, required
  UNWIND required AS code
  WITH q, code
  WHERE NOT EXISTS {
    MATCH (p:Person)
    WHERE on_record(p) AND p.key IN coalesce(q.signers, [q.signed_by]) AND code IN p.competence_codes
  }
    AND NOT EXISTS {
      MATCH (q)-[:RESTS_ON]->(o:Conclusion)
      MATCH (p:Person)
      WHERE o.state = 'in_force' AND on_record(p) AND p.key IN coalesce(o.signers, [o.signed_by])
        AND code IN p.competence_codes
    }
  RETURN q.key AS found, code AS lacking
}
WITH device, found, lacking, cv, doi, years, more
WHERE found IS NOT NULL
MATCH (q:Item {key: found})
WHERE not_ended(q) AND of_evaluation(q)
WITH DISTINCT device, q, lacking, cv, doi, years, more
WITH device, q, lacking, cv, doi, years, more, CASE WHEN lacking = '' THEN coalesce(q.signers, [q.signed_by])
  ELSE [lacking] END AS signers, CASE WHEN lacking = '' THEN coalesce(q.signer_dates, [q.signed_at])
  ELSE ['0001-01-01'] END AS dates
UNWIND range(0, size(signers) - 1) AS i
WITH device, q, lacking, cv, doi, years, more, signers[i] AS signer, dates[i] AS signed
WHERE signer IS NOT NULL
OPTIONAL MATCH (p:Person)
WHERE p.key = signer AND on_record(p) AND lacking = ''
WITH device, q, lacking, signer, p, cv, doi, years, more, substring(signed, 0, 10) AS day,
  toInteger(substring(signed, 0, 4)) * 1200 + toInteger(substring(signed, 5,
    2)) * 100 + toInteger(substring(signed, 8, 2)) AS then,
  coalesce(p.cv_date, '0000-01-01') AS cv_date, coalesce(p.doi_date, '0000-01-01') AS doi_date,
  coalesce(p.experience_years, 0) AS experience
WITH device, q, lacking, signer, p, cv, doi, years, more, day, then, experience,
  toInteger(substring(cv_date, 0, 4)) * 1200 + toInteger(substring(cv_date, 5,
    2)) * 100 + toInteger(substring(cv_date, 8, 2)) AS cv_from,
  toInteger(substring(doi_date, 0, 4)) * 1200 + toInteger(substring(doi_date, 5,
    2)) * 100 + toInteger(substring(doi_date, 8, 2)) AS doi_from
WITH device, q, signer, CASE WHEN lacking <> '' THEN ['competence'] WHEN p IS NULL THEN ['record'] ELSE
  CASE WHEN coalesce(p.qualification_justification, '') <> '' OR experience >= more
    OR (coalesce(p.degree, '') <> ''
    AND experience >= years) THEN [] ELSE ['qualification'] END
  + CASE WHEN coalesce(p.unqualified_from, p.unqualified_until, '') <> ''
    AND coalesce(p.unqualified_from, '') <= day
    AND coalesce(p.unqualified_until, '9999-12-31') >= day THEN ['unqualified'] ELSE [] END
  + CASE WHEN cv_from + cv * 100 < then OR p.cv_date > $today THEN ['cv'] ELSE [] END
  + CASE WHEN doi_from + doi * 100 < then OR p.doi_date > $today THEN ['declaration'] ELSE [] END
  END AS details, CASE WHEN p IS NULL THEN [] ELSE [p.key] END AS facts
UNWIND details AS what
RETURN DISTINCT device, q.key AS subject, what + ' ' + signer AS detail, '' AS severity, facts
ORDER BY device, subject, detail
