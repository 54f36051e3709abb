// A side-effect on which nobody has concluded for a device: neither on it, nor on the device. What was
// concluded on another of its devices says nothing of this one.
// takes: f device
// binds: bearer judged
// uses: unconcluded
unconcluded(f, 'side_effects_acceptable')
AND NOT EXISTS {
  MATCH (bearer:Device)<-[:ABOUT]-(judged:Conclusion)
  WHERE bearer.key = device AND bearer.state = 'in_force' AND judged.state = 'in_force'
    AND judged.kind = 'side_effects_acceptable'
}
