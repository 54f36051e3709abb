// A control that works by what people are told.
// takes: m
m.control_type IN ['information_for_safety', 'training', 'transferred_to_deployer']
