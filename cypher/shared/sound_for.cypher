// Evidence is sound for a use of it on t as seen from a device: as `soundness` says, by an appraisal that is
// there for the device, and it is data on the device, or the use says why it holds for it, signed. Of data
// on the condition alone neither is asked. What appraisals find against it is heard from every device.
// takes: e u t device
// uses: soundness_for
EXISTS {
  MATCH (e)
  soundness_for(e, u, t, device)
}
