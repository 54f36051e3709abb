// The data of a use are of a device that is said to be equivalent.
// takes: u e
(coalesce(u.device_basis, '') = 'equivalent_device' OR coalesce(e.device_basis, '') = 'equivalent_device'
  OR e.kind = 'equivalent_device_data')
