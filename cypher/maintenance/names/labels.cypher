// Name every label that a statement names, on nodes that are gone again when the statement ends. A plan in
// which a name was unknown is made anew when the name comes into use.
// params:
// returns:
CREATE (n1:Appraisal), (n2:AuditEntry), (n3:AuditPage), (n4:Baseline), (n5:BaselineReport), (n6:Benefit),
  (n7:Change), (n8:CharacteristicComparison), (n9:Claim), (n10:ComparatorDevice),
  (n11:ComplianceRecord), (n12:Conclusion), (n13:DesignItem), (n14:Device), (n15:DeviceVersion),
  (n16:Evaluation), (n17:Evidence), (n18:EvidenceSet), (n19:EvidenceUse), (n20:GapSeen), (n21:Harm),
  (n22:Hazard), (n23:HazardousSituation), (n24:Head), (n25:ImpactPreview),
  (n26:InformationMaterial), (n27:IntendedPurpose), (n28:IntendedUseElement), (n29:Item),
  (n30:JustifiedGap), (n31:LiteratureSearch), (n32:Missing), (n33:PastItem), (n34:PastVersion),
  (n35:Person), (n36:PmcfActivity), (n37:PmsPlan), (n38:PmsReport), (n39:Policy),
  (n40:RegulatoryProfile), (n41:Requirement), (n42:ResidualUncertainty), (n43:Risk),
  (n44:RiskControl), (n45:RiskCriteria), (n46:SafetySignal), (n47:Scope), (n48:SideEffect),
  (n49:Standard), (n50:StateOfTheArt), (n51:UseScenario), (n52:Variant), (n53:Version)
DETACH DELETE n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
  n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32, n33, n34, n35, n36, n37, n38, n39, n40,
  n41, n42, n43, n44, n45, n46, n47, n48, n49, n50, n51, n52, n53
