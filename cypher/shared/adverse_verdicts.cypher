// The verdicts that say no; an adverse verdict carries nothing that is favourable.
['discrepancies_listed', 'inconclusive', 'insufficient', 'insufficient_data', 'not_acceptable',
  'not_demonstrated',
  'not_effective', 'not_justified', 'not_met', 'not_supported', 'undetermined', 'unfavourable']
