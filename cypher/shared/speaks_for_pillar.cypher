// A use speaks for or against a pillar: it names it, or names none and contradicts.
// takes: u pillar
(u.pillar = pillar OR (u.pillar IS NULL AND u.direction = 'contradicts'))
