// Name every label that a statement names, on nodes that are gone again when the statement ends. A plan in
// which a name was unknown is made anew when the name comes into use.
// params:
// returns:
CREATE (n1:Appraisal), (n2:AuditEntry), (n3:AuditPage), (n4:Baseline), (n5:BaselineReport), (n6:Benefit),
  (n7:Change), (n8:ChangeNote), (n9:CharacteristicComparison), (n10:Claim), (n11:ComparatorDevice),
  (n12:ComplianceRecord), (n13:Conclusion), (n14:DesignItem), (n15:Device), (n16:DeviceVersion),
  (n17:Evaluation), (n18:Evidence), (n19:EvidenceSet), (n20:EvidenceUse), (n21:FoundMark), (n22:FoundPart),
  (n23:GapSeen), (n24:Harm), (n25:Hazard), (n26:HazardousSituation), (n27:Head), (n28:ImpactPreview),
  (n29:InformationMaterial), (n30:IntendedPurpose), (n31:IntendedUseElement), (n32:Item),
  (n33:JustifiedGap), (n34:LiteratureSearch), (n35:Missing), (n36:PastItem), (n37:PastVersion),
  (n38:Person), (n39:PmcfActivity), (n40:PmsPlan), (n41:PmsReport), (n42:Policy), (n43:RegulatoryProfile),
  (n44:Requirement), (n45:ResidualUncertainty), (n46:Risk), (n47:RiskControl), (n48:RiskCriteria),
  (n49:SafetySignal), (n50:Scope), (n51:SideEffect), (n52:Standard), (n53:StateOfTheArt), (n54:UseScenario),
  (n55:Variant), (n56:Version)
DETACH DELETE n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20,
  n21, n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32, n33, n34, n35, n36, n37, n38, n39, n40, n41,
  n42, n43, n44, n45, n46, n47, n48, n49, n50, n51, n52, n53, n54, n55, n56
