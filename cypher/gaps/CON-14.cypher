// Signed conclusions whose statement, verdict, conditions or scope was changed, and whose signatures are
// those of before that change, or older: nobody signed what they say. It ends with a signature that was given
// later, or with the text that was signed.
// title: Changed under its signatures
// severity: blocker
// reference: 21 CFR 11.70; MEDDEV 2.7/1 rev. 4, 11
// remedy: Let those who decide sign what it says now, or load what they signed.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: conclusions_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WHERE q.signed_otherwise IS NOT NULL
RETURN DISTINCT device, q.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
