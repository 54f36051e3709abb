// Versions of the device whose status and dates contradict each other (the detail): said to be in development
// after the day of their release (released_at), or after the last of them was placed on the market
// (last_placed_at); said to be on the market or discontinued before the day of their release (not_released);
// or last placed on the market before they were released (placed_before). Where the first two are on record,
// other rules take the version to be on the market.
// title: Status of a version contradicts its dates
// severity: major
// reference: UK MDR 2002, 44ZD; Regulation (EU) 2017/745 article 2(27) and (28); MEDDEV 2.7/1 rev. 4, A3
// remedy: Correct the status, or the date.
// needs: DeviceVersion
// subject: DeviceVersion
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(v, DeviceVersion)
WITH DISTINCT v, device
WITH v, device, CASE WHEN v.status = 'in_development' AND v.released_at <= $today
  THEN ['released_at'] ELSE [] END
  + CASE WHEN v.status = 'in_development' AND v.last_placed_at <= $today THEN ['last_placed_at'] ELSE [] END
  + CASE WHEN v.status IN ['on_market', 'discontinued'] AND v.released_at > $today
  THEN ['not_released'] ELSE [] END
  + CASE WHEN v.last_placed_at < v.released_at THEN ['placed_before'] ELSE [] END AS details
UNWIND details AS detail
RETURN device, v.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
