// The figures on the metric of a claim in the evidence that counts for its analytical or clinical validation
// as seen from a device: the claim k, the device, the use u, the evidence e, and i, the place of the figure
// in the lists of the evidence; and the factor that brings the figure to the unit of the target, -1 where
// nobody can tell how the two units compare. A figure without a unit is in that of the target. Complaints
// give no rate.
// uses: data_for_targets
data_for_targets()
UNWIND range(0, size(coalesce(e.figure_names, [])) - 1) AS i
WITH k, device, u, e, i
WHERE e.figure_names[i] = k.target_name
WITH k, device, u, e, i, CASE WHEN e.figure_measures[i] = '' THEN 1.0
  WHEN e.figure_measures[i] = coalesce(k.target_measure, '') THEN e.figure_scales[i] / k.target_scale
  ELSE -1.0 END AS factor
